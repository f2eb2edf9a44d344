using Orleans.Runtime;
using WakuGrains.Archives;
using WakuGrains.Catalogs;
using WakuGrains.Conformance;
using WakuGrains.Engine;
using WakuGrains.Mailboxes;
using WakuGrains.Orleans.Archives;
using WakuGrains.Orleans.Effects;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Sessions;

namespace WakuGrains.Orleans.Tests.Archives;

/// <summary>What an export makes of what is in a cluster's storage, and when it refuses.</summary>
public sealed class ExportTests
{
    private static readonly InstallationKey Own = Samples.Mailbox;
    private static readonly ArchiveRecord.Entity Session = ArchiveSamples.Session(Own);
    private static readonly byte[] Acknowledgement = [.. Enumerable.Repeat((byte)9, 32)];

    private readonly StorageFixture fixture = new();

    [Fact]
    public async Task What_was_to_be_delivered_is_behind_what_is_in_the_mailbox_and_there_once()
    {
        await ImportAsync(
            new ArchiveRecord.Mailbox(Own, 2, 1),
            new ArchiveRecord.Message(2, Samples.Message("has it already"))
        );
        await LeavePendingAsync(
            Samples.Deliver("has it already"),
            Samples.Deliver("comes"),
            Samples.Deliver("comes too"),
            Samples.Deliver("comes")
        );
        var records = await ExportAsync();
        records.OfType<ArchiveRecord.Mailbox>().ShouldBe([new(Own, 4, 1)]);
        records
            .OfType<ArchiveRecord.Message>()
            .Select(each => (each.Sequence, Samples.TextOf(new MailboxMessage(each.Sequence, each.Content))))
            .ShouldBe([(2, "has it already"), (3, "comes"), (4, "comes too")]);
    }

    [Fact]
    public async Task What_was_to_be_listened_to_is_listened_to_once()
    {
        using var key = new SecretBytes([.. Enumerable.Repeat((byte)1, 32)]);
        var known = new TopicListener(Own, "/waku/1/0x1/rfc26", TopicKind.Negotiated, key);
        var pending = new TopicListener(Own, "/waku/1/0x2/rfc26", TopicKind.Partitioned, null);
        await ImportAsync(new ArchiveRecord.Listener(known));
        await LeavePendingAsync(new Effect.Listen(known), new Effect.Listen(pending), new Effect.Listen(pending));
        (await ExportAsync())
            .OfType<ArchiveRecord.Listener>()
            .Select(each => each.Topic.ContentTopic)
            .ShouldBe([known.ContentTopic, pending.ContentTopic]);
    }

    [Fact]
    public async Task An_acknowledgement_that_nobody_was_told_of_counts_for_what_still_waits()
    {
        await ImportAsync();
        await LeavePendingAsync(
            Samples.Publish([1], messageId: Acknowledgement, acknowledgementId: Acknowledgement),
            Samples.Publish([2], messageId: Acknowledgement, acknowledgementId: [.. Enumerable.Repeat((byte)8, 32)]),
            Samples.Publish([3]),
            new Effect.MarkDelivered(Acknowledgement)
        );
        (await ExportAsync())
            .OfType<ArchiveRecord.Outbox>()
            .Select(each => (each.Envelope.Message.Payload.Span[0], each.Status.Status))
            .ShouldBe([(1, SentStatus.Delivered), (2, SentStatus.Accepted), (3, SentStatus.Accepted)]);
    }

    [Fact]
    public async Task Letters_and_envelopes_keep_their_order()
    {
        await ImportAsync();
        await LeavePendingAsync(Samples.Post("one"), Samples.Publish([1]), Samples.Post("two"), Samples.Publish([2]));
        var records = await ExportAsync();
        records.OfType<ArchiveRecord.Letter>().Select(each => Samples.TextOf(each.Content)).ShouldBe(["one", "two"]);
        records.OfType<ArchiveRecord.Outbox>().Select(each => each.Envelope.Message.Payload.Span[0]).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_once_key_that_has_expired_stays_behind()
    {
        await ImportAsync(
            Session,
            new ArchiveRecord.OnceKey(new(new byte[] { 1 }, default, fixture.Time.GetUtcNow().AddMinutes(1))),
            new ArchiveRecord.OnceKey(new(new byte[] { 2 }, default, fixture.Time.GetUtcNow().AddMinutes(3)))
        );
        fixture.Time.Advance(TimeSpan.FromMinutes(2));
        (await ExportAsync()).OfType<ArchiveRecord.OnceKey>().Select(each => each.Once.Key.Span[0]).ShouldBe([2]);
    }

    [Fact]
    public async Task A_storage_is_not_served_while_it_is_exported_and_is_when_that_breaks_off()
    {
        await ImportAsync();
        await using (var storage = fixture.Open())
        {
            await storage.Source.ReadAllAsync(default).FirstAsync();
            var refused = await Should.ThrowAsync<StoreUnavailableException>(fixture.ServeAsync);
            refused.Message.ShouldContain("is being exported since 2026-11-24 11:00:00Z");
        }

        await fixture.ServeAsync();
    }

    [Fact]
    public async Task After_an_export_that_died_another_one_gives_the_storage_free()
    {
        await ImportAsync();
        // It is never told that it ends.
        await fixture.Open().Source.ReadAllAsync(default).FirstAsync();
        await Should.ThrowAsync<StoreUnavailableException>(fixture.ServeAsync);
        await ExportAsync();
        await fixture.ServeAsync();
    }

    [Fact]
    public async Task The_refusal_says_when_it_was_exported_first_and_what_to_do()
    {
        await ImportAsync();
        for (var i = 0; i < 2; i++)
        {
            await using var storage = fixture.Open();
            await storage.ReadAsync();
            await storage.Source.SealAsync(default);
            fixture.Time.Advance(TimeSpan.FromDays(1));
        }

        var refused = await Should.ThrowAsync<StoreUnavailableException>(fixture.ServeAsync);
        refused.Message.ShouldContain("was exported at 2026-11-24 11:00:00Z");
        refused.Message.ShouldContain("Import the archive into a cluster of another name");
        await using var last = fixture.Open();
        await Should.ThrowAsync<StoreUnavailableException>(() => last.Target.IsEmptyAsync(default));
    }

    [Fact]
    public async Task A_storage_that_is_not_there_is_not_exported_and_not_made()
    {
        var refused = await Should.ThrowAsync<StoreUnavailableException>(ExportAsync);
        refused.Message.ShouldContain("Nothing is in the cluster's storage");
        fixture.Memory.Rows.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task While_another_silo_is_there_it_is_not_exported_and_not_marked(int aloneFor)
    {
        await ImportAsync();
        fixture.Silos.AloneFor = aloneFor;
        (await Should.ThrowAsync<StoreUnavailableException>(ExportAsync)).IsInUse.ShouldBeTrue();
        await fixture.ServeAsync();
    }

    [Fact]
    public async Task What_is_damaged_is_not_exported()
    {
        await ImportAsync(Session, new ArchiveRecord.Letter(new("note", "x"u8.ToArray())));
        var (session, identity) = (Row("waku-session"), Row("waku-identity"));
        fixture.Memory.Put(session, "main", fixture.Memory.Rows[(identity, "main")]);
        await using var storage = fixture.Open();
        await Should.ThrowAsync<StateFormatException>(storage.ReadAsync);
        await Should.ThrowAsync<InvalidOperationException>(() => storage.Source.SealAsync(default));

        GrainId Row(string type) =>
            fixture.Memory.Rows.Keys.Select(row => row.Grain).First(grain => grain.Type.ToString() == type);
    }

    // What a session has committed before its silo died.
    private async Task LeavePendingAsync(params Effect[] effects)
    {
        await using var storage = fixture.Open();
        var entities = await storage.OpenEntitiesAsync();
        var now = fixture.Time.GetUtcNow();
        var entity = new WholeEntity(
            SessionDefinition.KindName,
            Session.Key,
            [],
            [],
            [.. effects.Select(effect => new PendingEffect(0, effect, now))]
        );
        await entities.CreateAsync(entity, ["main"]);
        await entities.ChangeAsync(
            new CatalogDefinition(),
            $"session:{Own}",
            state => Catalog.Add(state, Session.Key).State
        );
    }

    private async Task ImportAsync(params ArchiveRecord[] records)
    {
        await using var storage = fixture.Open();
        await storage.WriteAsync([ArchiveSamples.Identity(Own), .. records]);
    }

    private async Task<List<ArchiveRecord>> ExportAsync()
    {
        await using var storage = fixture.Open();
        return await storage.ReadAsync();
    }
}
