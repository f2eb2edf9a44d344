using WakuGrains.Archives;
using WakuGrains.Conformance;

namespace WakuGrains.Tests.Archives;

/// <summary>Records out of their order are refused, whoever wrote them.</summary>
public sealed class ArchiveOrderTests
{
    private static readonly ArchiveRecord Fingerprints = Find<ArchiveRecord.Fingerprints>();
    private static readonly ArchiveRecord Entity = Find<ArchiveRecord.Entity>();
    private static readonly ArchiveRecord OnceKey = Find<ArchiveRecord.OnceKey>();
    private static readonly ArchiveRecord Outbox = Find<ArchiveRecord.Outbox>();
    private static readonly ArchiveRecord Sent = Find<ArchiveRecord.Sent>();
    private static readonly ArchiveRecord Letter = Find<ArchiveRecord.Letter>();
    private static readonly ArchiveRecord.Mailbox Mailbox = Find<ArchiveRecord.Mailbox>();
    private static readonly ArchiveRecord.Acknowledged Acknowledged = Find<ArchiveRecord.Acknowledged>();
    private static readonly ArchiveRecord.Message Message = Find<ArchiveRecord.Message>();
    private static readonly ArchiveRecord Listener = Find<ArchiveRecord.Listener>();

    [Fact]
    public async Task What_is_in_order_passes_as_it_is()
    {
        ArchiveRecord[][] good =
        [
            [],
            [Fingerprints],
            [Entity, OnceKey, Letter, Outbox, Sent, OnceKey],
            [Listener, Entity, Listener, Entity, OnceKey],
            [Fingerprints, Mailbox, Acknowledged, Message, Entity, Sent, Mailbox],
            [Mailbox, Message],
        ];
        foreach (var records in good)
        {
            var whole = ArchiveSamples.Complete(records);
            (await whole.ToAsyncEnumerable().InOrderAsync().ToListAsync()).ShouldBe(whole);
        }
    }

    [Fact]
    public async Task What_belongs_to_nothing_is_refused()
    {
        foreach (var record in (ArchiveRecord[])[OnceKey, Outbox, Sent, Letter])
        {
            await RefusedAsync(record);
            await RefusedAsync(Entity, Listener, record);
            await RefusedAsync(Entity, Mailbox, record);
        }

        foreach (var record in (ArchiveRecord[])[Acknowledged, Message])
        {
            await RefusedAsync(Fingerprints, record);
            await RefusedAsync(Fingerprints, Mailbox, Listener, record);
            await RefusedAsync(Fingerprints, Mailbox, Entity, record);
        }
    }

    [Fact]
    public async Task Fingerprints_come_first_and_once_and_are_needed_for_what_was_acknowledged()
    {
        await RefusedAsync(Entity, Fingerprints);
        await RefusedAsync(Fingerprints, Fingerprints);
        await RefusedAsync(Mailbox, Acknowledged);
    }

    [Fact]
    public async Task Numbers_of_a_mailbox_ascend_and_are_on_the_right_side_of_the_acknowledgement()
    {
        await RefusedAsync(Fingerprints, Mailbox, Message, Acknowledged);
        await RefusedAsync(Fingerprints, Mailbox, Acknowledged, Acknowledged);
        await RefusedAsync(Fingerprints, Mailbox, Acknowledged with { Sequence = 3 });
        await RefusedAsync(Fingerprints, Mailbox, Acknowledged with { Sequence = 0 });
        await RefusedAsync(Mailbox, Message with { Sequence = 2 });
        await RefusedAsync(Mailbox, Message with { Sequence = 4 });
        await RefusedAsync(Mailbox with { AcknowledgedSequence = 4 });
        await RefusedAsync(Mailbox with { AcknowledgedSequence = -1 });
    }

    [Fact]
    public async Task It_ends_once_with_the_right_number_and_at_the_end()
    {
        await ShouldBeRefusedAsync([]);
        await ShouldBeRefusedAsync([Entity]);
        await ShouldBeRefusedAsync([Entity, new ArchiveRecord.End(2)]);
        await ShouldBeRefusedAsync([Entity, new ArchiveRecord.End(1), Listener]);
        await ShouldBeRefusedAsync([Entity, new ArchiveRecord.End(1), new ArchiveRecord.End(2)]);
    }

    private static Task<ArchiveException> RefusedAsync(params ArchiveRecord[] records) =>
        ShouldBeRefusedAsync(ArchiveSamples.Complete(records));

    private static Task<ArchiveException> ShouldBeRefusedAsync(ArchiveRecord[] records) =>
        Should.ThrowAsync<ArchiveException>(async () => await records.ToAsyncEnumerable().InOrderAsync().ToListAsync());

    private static T Find<T>() => ArchiveSample.Everything.OfType<T>().First();
}
