using System.Buffers.Binary;
using WakuGrains.Archives;
using WakuGrains.Conformance;
using WakuGrains.Engine;
using WakuGrains.Installations;
using WakuGrains.Orleans.Storage;
using WakuGrains.Ports;
using WakuGrains.Protocol.Waku;
using WakuGrains.Sending;
using WakuGrains.Sessions;

namespace WakuGrains.Orleans.Tests.Archives;

/// <summary>What an import leaves in a cluster's storage, and what it refuses.</summary>
public sealed class ImportTests
{
    private static readonly InstallationKey Own = Samples.Mailbox;
    private static readonly ArchiveRecord.Entity Session = ArchiveSamples.Session(
        Own,
        new PartWrite("main", "session"u8.ToArray())
    );

    private static readonly ArchiveRecord.Entity Installation = new(
        InstallationDefinition.KindName,
        Own.ToString(),
        [new("main", "installation"u8.ToArray())]
    );

    private readonly StorageFixture fixture = new();

    [Fact]
    public async Task What_waits_is_woken_and_installations_are_looked_after()
    {
        await ImportAsync(ArchiveSamples.Identity(Own), Installation, Session, Waiting(1, SentStatus.Accepted));
        fixture
            .Reminders.Entries.Select(entry => ($"{entry.GrainId}", entry.ReminderName, entry.StartAt, entry.Period))
            .ShouldBe(
                [
                    (
                        $"waku-installation/{GrainKeys.Of(Own.ToString())}",
                        "maintenance",
                        fixture.Time.GetUtcNow().UtcDateTime.AddMinutes(2),
                        TimeSpan.FromMinutes(2)
                    ),
                    (
                        $"waku-session/{GrainKeys.Of(Session.Key)}",
                        "pending",
                        fixture.Time.GetUtcNow().UtcDateTime.AddMinutes(1),
                        TimeSpan.FromMinutes(1)
                    ),
                ],
                ignoreOrder: true
            );
    }

    [Fact]
    public async Task How_far_messages_got_is_known_and_what_is_acknowledged_later_counts()
    {
        await ImportAsync(
            ArchiveSamples.Identity(Own),
            Session,
            new ArchiveRecord.Sent(Status(1, SentStatus.Delivered)),
            new ArchiveRecord.Sent(Status(2, SentStatus.Published)),
            Waiting(3, SentStatus.Accepted)
        );
        await using var storage = fixture.Open();
        var log = await (await storage.OpenEntitiesAsync()).ReadAsync(new SentLogDefinition(), Own.ToString());
        Of(log, 1).ShouldBe(SentStatus.Delivered);
        Of(log, 2).ShouldBe(SentStatus.Published);
        Of(log, 3).ShouldBe(SentStatus.Accepted);

        var turn = new Turn(fixture.Time.GetUtcNow(), Protocol.Primitives.SystemRandomSource.Instance, Samples.Curve);
        var later = SentLog.Record(
            log,
            [new SentUpdate.Delivered(Session.Key, Status(2, SentStatus.Accepted).AcknowledgementId)],
            turn
        );
        Of(later.State, 2).ShouldBe(SentStatus.Delivered);
        Of(later.State, 3).ShouldBe(SentStatus.Accepted);
    }

    [Fact]
    public async Task More_once_keys_than_a_row_takes_are_all_there()
    {
        var keys = Enumerable
            .Range(0, 20_000)
            .Select(number =>
            {
                var key = new byte[40];
                BinaryPrimitives.WriteInt32BigEndian(key, number);
                return new ArchiveRecord.OnceKey(new(key, new byte[] { 1 }, Samples.Now.AddSeconds(number)));
            })
            .ToArray();
        await ImportAsync([ArchiveSamples.Identity(Own), Session, .. keys]);
        fixture.Memory.Rows.Values.Max(row => row.ToMemory().Length).ShouldBeLessThan(512 * 1024);
        await using var storage = fixture.Open();
        var whole = (await (await storage.OpenEntitiesAsync()).FindAsync(SessionDefinition.KindName, Session.Key))!;
        whole.Onces.Select(once => once.KeptUntil).ShouldBe(keys.Select(key => key.Once.KeptUntil));
    }

    [Fact]
    public async Task An_outbox_of_many_megabytes_fits()
    {
        var outbox = Enumerable.Range(0, 200).Select(number => Waiting((byte)number, SentStatus.Accepted, 100_000));
        await ImportAsync([ArchiveSamples.Identity(Own), Session, .. outbox]);
        fixture.Memory.Rows.Values.Max(row => row.ToMemory().Length).ShouldBeLessThan(512 * 1024);
        await using var storage = fixture.Open();
        (await storage.ReadAsync())
            .OfType<ArchiveRecord.Outbox>()
            .Select(each => each.Envelope.Message.Payload.Span[0])
            .ShouldBe(Enumerable.Range(0, 200).Select(number => (byte)number));
    }

    [Fact]
    public async Task A_mailbox_with_a_gap_is_refused()
    {
        var refused = await Should.ThrowAsync<ArchiveException>(() =>
            ImportAsync(
                ArchiveSamples.Identity(Own),
                new ArchiveRecord.Mailbox(Own, 3, 0),
                new ArchiveRecord.Message(1, Samples.Message("one")),
                new ArchiveRecord.Message(3, Samples.Message("three"))
            )
        );
        refused.Message.ShouldContain("every message");
        await ShouldNotBeServedAsync();
    }

    [Fact]
    public async Task A_mailbox_without_its_last_message_is_refused()
    {
        await Should.ThrowAsync<ArchiveException>(() =>
            ImportAsync(
                ArchiveSamples.Identity(Own),
                new ArchiveRecord.Mailbox(Own, 2, 0),
                new ArchiveRecord.Message(1, Samples.Message("one"))
            )
        );
        await ShouldNotBeServedAsync();
    }

    [Fact]
    public async Task A_mailbox_that_is_larger_than_a_cluster_takes_is_refused_with_what_to_do()
    {
        var body = new string('x', 500_000);
        var messages = Enumerable
            .Range(1, MessagingLimits.MailboxPages + 1)
            .Select(number => new ArchiveRecord.Message(number, Samples.Message($"{number} {body}")));
        var refused = await Should.ThrowAsync<ArchiveException>(() =>
            ImportAsync([
                ArchiveSamples.Identity(Own),
                new ArchiveRecord.Mailbox(Own, MessagingLimits.MailboxPages + 1, 0),
                .. messages,
            ])
        );
        refused.Message.ShouldContain("acknowledge messages there");
        await ShouldNotBeServedAsync();
    }

    [Fact]
    public async Task A_kind_that_a_cluster_does_not_know_is_refused()
    {
        var refused = await Should.ThrowAsync<ArchiveException>(() =>
            ImportAsync(new ArchiveRecord.Entity("thing", "tenant/bot/1", []))
        );
        refused.Message.ShouldContain("'thing'");
        await ShouldNotBeServedAsync();
    }

    [Fact]
    public async Task While_another_silo_is_there_nothing_is_written()
    {
        fixture.Silos.AloneFor = 0;
        (
            await Should.ThrowAsync<StoreUnavailableException>(() => ImportAsync(ArchiveSamples.Identity(Own)))
        ).IsInUse.ShouldBeTrue();
        fixture.Memory.Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_silo_that_comes_at_the_same_time_makes_it_step_back()
    {
        fixture.Silos.AloneFor = 1;
        await Should.ThrowAsync<StoreUnavailableException>(() => ImportAsync(ArchiveSamples.Identity(Own)));
        fixture.Memory.Rows.ShouldBeEmpty();
        await fixture.ServeAsync();
    }

    private async Task ImportAsync(params ArchiveRecord[] records)
    {
        await using var storage = fixture.Open();
        await storage.WriteAsync(records);
    }

    private async Task ShouldNotBeServedAsync()
    {
        var refused = await Should.ThrowAsync<StoreUnavailableException>(fixture.ServeAsync);
        refused.Message.ShouldContain("not whole");
        await using var storage = fixture.Open();
        (await storage.Target.IsEmptyAsync(default)).ShouldBeFalse();
        await Should.ThrowAsync<StoreUnavailableException>(() => storage.WriteAsync());
        await Should.ThrowAsync<StoreUnavailableException>(storage.ReadAsync);
    }

    private static ArchiveRecord.Outbox Waiting(byte number, SentStatus status, int length = 1)
    {
        var payload = new byte[length];
        payload[0] = number;
        return new(Samples.Publish(payload).Envelope, Status(number, status));
    }

    private static EnvelopeStatus Status(byte number, SentStatus status) =>
        new(Id(number), Id((byte)(100 + number)), Samples.Now, status);

    private static SentStatus Of(SentLogState log, byte number) =>
        SentLookup.Find(log, Id(number), Samples.Now, Samples.Curve)!.Status;

    private static byte[] Id(byte number) => [.. Enumerable.Repeat(number, 32)];
}
