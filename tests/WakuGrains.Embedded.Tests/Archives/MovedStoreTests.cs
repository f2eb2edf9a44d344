using Shouldly;
using WakuGrains.Conformance;
using WakuGrains.Embedded.Tests.Store;
using WakuGrains.Engine;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using Xunit;

namespace WakuGrains.Embedded.Tests.Archives;

/// <summary>A store whose content came from another one does everything that the other one would have done next.</summary>
public sealed class MovedStoreTests : IDisposable
{
    private static readonly InstallationKey Sender = new(new("default", "alice"), "1");
    private static readonly byte[] OnceKey = [1, 2, 3];
    private static readonly byte[] WaitingId = [.. Enumerable.Repeat((byte)5, 32)];
    private static readonly byte[] PublishedId = [.. Enumerable.Repeat((byte)6, 32)];
    private static readonly byte[] DeliveredId = [.. Enumerable.Repeat((byte)7, 32)];
    private readonly StoreFixture old = new();
    private readonly StoreFixture moved = new();

    private static string Lane => $"{Sender}/{Samples.Sender(1)}";

    public void Dispose()
    {
        old.Dispose();
        moved.Dispose();
    }

    [Fact]
    public async Task Entities_are_as_they_were_and_go_on()
    {
        await using (var store = await old.OpenAsync())
        {
            await store.CommitAsync(Samples.Commit("a", 0, "one"), default);
            var two = Samples.Commit("a", 1, "two");
            await store.CommitAsync(two with { Writes = [.. two.Writes, new("keys", "k"u8.ToArray())] }, default);
            await store.CommitAsync(Samples.Commit("a", 2, "three"), default);
            await store.CommitAsync(Samples.Commit("without parts", 0, "") with { Writes = [] }, default);
        }

        await MoveAsync();
        await using var again = await moved.OpenAsync();
        var stored = await again.ReadAsync("test", "a", ["main", "keys", "none"], default);
        stored.Parts.ShouldBe(["three"u8.ToArray(), "k"u8.ToArray(), null]);
        await again.CommitAsync(Samples.Commit("a", stored.Version, "four"), default);
        (await again.ReadAsync("test", "a", ["main"], default)).Parts[0].ShouldBe("four"u8.ToArray());
        (await again.ReadAsync("test", "without parts", ["main"], default)).Version.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Once_keys_are_known_with_their_receipts_until_they_expire()
    {
        var until = Samples.Now + TimeSpan.FromHours(1);
        await using (var store = await old.OpenAsync())
            await store.CommitAsync(
                Samples.Commit("a", 0, "x") with
                {
                    Onces = [new(OnceKey, new byte[] { 9 }, until), new(new byte[] { 4 }, Array.Empty<byte>(), until)],
                },
                default
            );

        await MoveAsync();
        await using var again = await moved.OpenAsync();
        (await again.FindOnceAsync("test", "a", OnceKey, default))!.Value.ToArray().ShouldBe([9]);
        (await again.FindOnceAsync("test", "a", new byte[] { 4 }, default))!.Value.Length.ShouldBe(0);
        moved.Time.Advance(TimeSpan.FromHours(2));
        (await again.FindOnceAsync("test", "a", OnceKey, default)).ShouldBeNull();
        (await again.PruneAsync(moved.Time.GetUtcNow(), default)).ShouldBe(2);
    }

    [Fact]
    public async Task A_mailbox_goes_on_counting_and_knows_repeats_even_of_what_was_acknowledged()
    {
        await using (var store = await old.OpenAsync())
        {
            await store.CommitAsync(
                Samples.Commit("a", 0, "x", Samples.Deliver("one"), Samples.Deliver("two"), Samples.Deliver("three")),
                default
            );
            await store.AcknowledgeAsync(Samples.Mailbox, 2, default);
        }

        // Twice: the key of the fingerprints goes with them.
        await MoveAsync();
        using var third = new StoreFixture();
        await MoveAsync(moved, third);
        await using var again = await third.OpenAsync();
        (await again.ReadMailboxStatusAsync(Samples.Mailbox, default)).ShouldBe(new(3, 2, 1));
        var repeats = Samples.Commit("b", 0, "x", Samples.Deliver("one"), Samples.Deliver("three"));
        (await again.CommitAsync(repeats, default)).Delivered.ShouldBeEmpty();
        await again.CommitAsync(Samples.Commit("b", 1, "x", Samples.Deliver("four")), default);
        var waiting = await again.ReadMailboxAsync(Samples.Mailbox, 0, 10, default);
        waiting.Select(message => (message.Sequence, Samples.TextOf(message))).ShouldBe([(3, "three"), (4, "four")]);
    }

    [Fact]
    public async Task What_was_acknowledged_is_forgotten_at_its_time()
    {
        await using (var store = await old.OpenAsync())
        {
            await store.CommitAsync(Samples.Commit("a", 0, "x", Samples.Deliver("one")), default);
            await store.AcknowledgeAsync(Samples.Mailbox, 1, default);
        }

        await MoveAsync();
        moved.Time.Advance(MessagingLimits.EnvelopeRetention + TimeSpan.FromDays(1));
        await using var again = await moved.OpenAsync();
        (await again.PruneAsync(moved.Time.GetUtcNow(), default)).ShouldBe(1);
        await again.CommitAsync(Samples.Commit("a", 1, "x", Samples.Deliver("one")), default);
        (await again.ReadMailboxAsync(Samples.Mailbox, 0, 10, default)).Single().Sequence.ShouldBe(2);
    }

    [Fact]
    public async Task The_outbox_keeps_its_order_and_what_comes_later_is_behind_it()
    {
        await using (var store = await old.OpenAsync())
            for (var i = 0; i < 5; i++)
            {
                await store.CommitAsync(
                    Samples.Commit(
                        "lane/a",
                        i,
                        "x",
                        Samples.Publish([(byte)(2 * i)]),
                        Samples.Publish([(byte)((2 * i) + 1)])
                    ),
                    default
                );
                await store.CommitAsync(Samples.Commit("lane/b", i, "x", Samples.Publish([99])), default);
            }

        await MoveAsync();
        await using var again = await moved.OpenAsync();
        await again.CommitAsync(Samples.Commit("lane/a", 1, "x", Samples.Publish([10])), default);
        var lane = await again.ReadOutboxAsync("lane/a", 0, 100, default);
        lane.Select(entry => entry.Envelope.Message.Payload.Span[0])
            .ShouldBe(Enumerable.Range(0, 11).Select(i => (byte)i));
        (await again.ReadOutboxAsync("lane/b", 0, 100, default)).Length.ShouldBe(5);
    }

    [Fact]
    public async Task Letters_keep_their_order_and_the_place_of_each_is_its_own()
    {
        await using (var store = await old.OpenAsync())
            for (var i = 0; i < 3; i++)
                await store.CommitAsync(
                    Samples.Commit("a", i, "x", Samples.Post($"{2 * i}"), Samples.Post($"{(2 * i) + 1}")),
                    default
                );

        // Twice: what was imported is exported as well.
        await MoveAsync();
        using var third = new StoreFixture();
        await MoveAsync(moved, third);
        await using (var again = await third.OpenAsync())
            await again.CommitAsync(Samples.Commit("a", 1, "x", Samples.Post("6")), default);
        third.Tamper("UPDATE letter SET content = (SELECT content FROM letter LIMIT 1 OFFSET 1)").ShouldBe(7);
        await using var last = await third.OpenAsync();
        var letters = await last.ReadLettersAsync("a", 0, 100, default);
        letters.Select(entry => entry.Letter is null).ShouldBe([true, false, true, true, true, true, true]);
        Samples.TextOf(letters[1].Letter!).ShouldBe("1");
    }

    [Fact]
    public async Task How_far_messages_got_is_known_and_a_later_acknowledgement_counts()
    {
        await using (var store = await old.OpenAsync())
        {
            var receipt = await store.CommitAsync(
                SentBySession(
                    0,
                    Publish(1, DeliveredId),
                    Publish(2, PublishedId),
                    Publish(3, WaitingId),
                    new Effect.MarkDelivered(Acknowledgement(1))
                ),
                default
            );
            await store.MarkPublishedAsync([receipt.Outbox[0].Id, receipt.Outbox[1].Id], default);
        }

        await MoveAsync();
        await using var again = await moved.OpenAsync();
        await Status(WaitingId, SentStatus.Accepted);
        await Status(PublishedId, SentStatus.Published);
        await Status(DeliveredId, SentStatus.Delivered);
        (await again.ReadWholeOutboxAsync()).Single().Envelope.Message.Payload.ToArray().ShouldBe([3]);

        await again.CommitAsync(SentBySession(1, new Effect.MarkDelivered(Acknowledgement(2))), default);
        await Status(PublishedId, SentStatus.Delivered);
        moved.Time.Advance(MessagingLimits.IdempotencyRetention + TimeSpan.FromDays(1));
        (await again.PruneAsync(moved.Time.GetUtcNow(), default)).ShouldBe(2, "what waits is kept");

        async Task Status(byte[] messageId, SentStatus expected)
        {
            var sent = (await again.FindSentAsync(Sender, messageId, default))!;
            sent.Status.ShouldBe(expected);
            sent.AcceptedAt.ShouldBe(Samples.Now);
            sent.Recipients.Single().ShouldBe(new RecipientStatus(Samples.Sender(1), expected));
        }
    }

    [Fact]
    public async Task Topics_are_listened_to()
    {
        using var key = new SecretBytes([.. Enumerable.Repeat((byte)9, 32)]);
        TopicListener[] listeners =
        [
            new(Samples.Mailbox, "/waku/1/0x1/rfc26", TopicKind.Negotiated, key),
            new(Samples.Mailbox, "/waku/1/0x2/rfc26", TopicKind.Partitioned, null),
        ];
        await using (var store = await old.OpenAsync())
            await store.CommitAsync(
                Samples.Commit("a", 0, "x", [.. listeners.Select(each => new Effect.Listen(each))]),
                default
            );

        await MoveAsync();
        await using var again = await moved.OpenAsync();
        (await again.ReadListenersAsync(default).ToListAsync()).ShouldBe(listeners);
    }

    private static EntityCommit SentBySession(long version, params Effect[] effects) =>
        Samples.Commit(Lane, version, "x", effects) with
        {
            Kind = Sessions.SessionDefinition.KindName,
        };

    private static Effect.Publish Publish(byte number, byte[] messageId) =>
        Samples.Publish([number], messageId: messageId, acknowledgementId: Acknowledgement(number));

    private static byte[] Acknowledgement(byte number) => [.. Enumerable.Repeat((byte)(100 + number), 32)];

    private Task MoveAsync() => MoveAsync(old, moved);

    private static async Task MoveAsync(StoreFixture from, StoreFixture to)
    {
        using var source = from.Archive();
        using var target = to.Archive();
        await target.WriteAsync(source.ReadAllAsync(default), default);
        await source.SealAsync(default);
    }
}
