using System.Text;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using WakuGrains.Engine;
using WakuGrains.Ports;
using WakuGrains.Protocol.Waku;
using Xunit;

namespace WakuGrains.Conformance;

/// <summary>What every store promises: all or nothing, versions, mailboxes, outbox, letters, once-keys, listeners, retention.</summary>
public abstract partial class StoreConformance
{
    private static readonly string[] Parts = ["main", "keys"];

    /// <summary>The store's clock.</summary>
    protected FakeTimeProvider Time { get; } = new(Samples.Now);

    /// <summary>Opens the test's store: empty the first time, with what was written before after that.</summary>
    protected abstract Task<IEntityStore> OpenAsync();

    [Fact]
    public async Task A_committed_record_is_there_after_a_restart_and_one_never_written_is_null()
    {
        await using (var store = await OpenAsync())
            (await store.CommitAsync(Samples.Commit("a", 0, "one"), default)).Version.ShouldBe(1);

        await using var again = await OpenAsync();
        var stored = await again.ReadAsync("test", "a", Parts, default);
        stored.Version.ShouldBe(1);
        Encoding.UTF8.GetString(stored.Parts[0]!).ShouldBe("one");
        stored.Parts[1].ShouldBeNull();
        (await again.ReadAsync("test", "b", Parts, default)).Version.ShouldBe(0);
        (await again.ReadAsync("other", "a", Parts, default)).Version.ShouldBe(0);
    }

    [Fact]
    public async Task Parts_are_written_one_by_one_and_read_together()
    {
        await using var store = await OpenAsync();
        await store.CommitAsync(
            Samples.Commit("a", 0, "one") with
            {
                Writes = [new("main", "m"u8.ToArray()), new("keys", "k"u8.ToArray())],
            },
            default
        );
        await store.CommitAsync(Samples.Commit("a", 1, "m2"), default);
        await store.CommitAsync(Samples.Commit("a", 2, "") with { Writes = [] }, default);

        var stored = await store.ReadAsync("test", "a", ["keys", "main", "none"], default);
        stored.Version.ShouldBe(3);
        stored.Parts.Select(part => part is null ? null : Encoding.UTF8.GetString(part)).ShouldBe(["k", "m2", null]);
    }

    [Fact]
    public async Task A_stale_version_is_refused_and_leaves_the_others_of_its_group_alone()
    {
        await using var store = await OpenAsync();
        await store.CommitAsync(Samples.Commit("a", 0, "one"), default);

        var stale = store.CommitAsync(Samples.Commit("a", 0, "two", Samples.Deliver("lost")), default);
        var early = store.CommitAsync(Samples.Commit("a", 7, "two", Samples.Deliver("lost")), default);
        var good = store.CommitAsync(Samples.Commit("b", 0, "three"), default);

        await Should.ThrowAsync<StoreConflictException>(() => stale);
        await Should.ThrowAsync<StoreConflictException>(() => early);
        (await good).Version.ShouldBe(1);
        Encoding.UTF8.GetString((await store.ReadAsync("test", "a", Parts, default)).Parts[0]!).ShouldBe("one");
        (await store.ReadMailboxStatusAsync(Samples.Mailbox, default)).LastSequence.ShouldBe(0);
    }

    [Fact]
    public async Task Of_many_that_write_one_version_one_wins()
    {
        await using var store = await OpenAsync();
        var attempts = Enumerable
            .Range(0, 50)
            .Select(i => store.CommitAsync(Samples.Commit("a", 0, $"{i}", Samples.Deliver($"{i}")), default))
            .ToList();
        var won = 0;
        foreach (var attempt in attempts)
        {
            await attempt.ContinueWith(_ => { }, TaskScheduler.Default);
            won += attempt.IsCompletedSuccessfully ? 1 : 0;
        }

        won.ShouldBe(1);
        (await store.ReadMailboxStatusAsync(Samples.Mailbox, default)).LastSequence.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_beyond_a_limit_is_refused_alone_and_what_is_at_it_is_taken()
    {
        await using var store = await OpenAsync();
        var until = Time.GetUtcNow().AddDays(1);
        EntityCommit Sized(string key, int part, int once, int receipt) =>
            new("test", key, 0, [new("main", new byte[part])], [new(new byte[once], new byte[receipt], until)], []);

        var good = store.CommitAsync(
            Sized("a", EngineLimits.MaxPartLength, EngineLimits.MaxOnceKeyLength, EngineLimits.MaxReceiptLength),
            default
        );
        await Refused(Sized("b", EngineLimits.MaxPartLength + 1, 1, 1));
        await Refused(Sized("b", 1, EngineLimits.MaxOnceKeyLength + 1, 1));
        await Refused(Sized("b", 1, 1, EngineLimits.MaxReceiptLength + 1));
        await Should.ThrowAsync<InvalidOperationException>(() =>
            store.CommitAsync(
                Samples.Commit("b", 0, "x", Samples.Publish(new byte[WakuLimits.MaxMessageLength])),
                default
            )
        );

        (await good).Version.ShouldBe(1);
        (await store.ReadAsync("test", "b", Parts, default)).Version.ShouldBe(0);
        Task Refused(EntityCommit commit) =>
            Should.ThrowAsync<ArgumentException>(() => store.CommitAsync(commit, default));
    }

    [Fact]
    public async Task A_mailbox_numbers_its_messages_and_knows_repeats_even_after_they_were_acknowledged()
    {
        await using var store = await OpenAsync();
        var first = await store.CommitAsync(
            Samples.Commit("a", 0, "x", Samples.Deliver("one"), Samples.Deliver("two"), Samples.Deliver("one")),
            default
        );
        first.Delivered.ShouldBe([Samples.Mailbox]);
        (await store.ReadMailboxAsync(Samples.Mailbox, 0, 10, default)).Select(m => m.Sequence).ShouldBe([1L, 2L]);

        await store.AcknowledgeAsync(Samples.Mailbox, 1, default);
        var repeat = await store.CommitAsync(Samples.Commit("b", 0, "y", Samples.Deliver("one")), default);

        repeat.Delivered.ShouldBeEmpty();
        var left = await store.ReadMailboxAsync(Samples.Mailbox, 0, 10, default);
        left.Select(m => m.Sequence).ShouldBe([2L]);
        (await store.ReadMailboxStatusAsync(Samples.Mailbox, default)).ShouldBe(new(2, 1, 1));
    }

    [Fact]
    public async Task A_number_is_never_given_out_again()
    {
        await using (var store = await OpenAsync())
        {
            await store.CommitAsync(Samples.Commit("a", 0, "x", Samples.Deliver("1"), Samples.Deliver("2")), default);
            await store.AcknowledgeAsync(Samples.Mailbox, 2, default);
            Time.Advance(MessagingLimits.EnvelopeRetention + TimeSpan.FromDays(1));
            (await store.PruneAsync(Time.GetUtcNow(), default)).ShouldBe(2);
        }

        await using var again = await OpenAsync();
        await again.CommitAsync(Samples.Commit("a", 1, "x", Samples.Deliver("3")), default);
        (await again.ReadMailboxAsync(Samples.Mailbox, 0, 10, default)).Single().Sequence.ShouldBe(3);
        (await again.ReadMailboxStatusAsync(Samples.Mailbox, default)).ShouldBe(new(3, 2, 1));
    }

    [Fact]
    public async Task The_same_message_id_of_another_sender_is_another_message()
    {
        await using var store = await OpenAsync();
        await store.CommitAsync(
            Samples.Commit("a", 0, "x", Samples.Deliver("one"), Samples.Deliver("one", sender: 2)),
            default
        );
        (await store.ReadMailboxAsync(Samples.Mailbox, 0, 10, default)).Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_mailbox_is_read_in_pages()
    {
        await using var store = await OpenAsync();
        await store.CommitAsync(
            Samples.Commit("a", 0, "x", [.. Enumerable.Range(1, 25).Select(i => Samples.Deliver($"{i}"))]),
            default
        );
        var page = await store.ReadMailboxAsync(Samples.Mailbox, 10, 10, default);
        page.Select(Samples.TextOf).ShouldBe(Enumerable.Range(11, 10).Select(i => $"{i}"));
    }

    [Fact]
    public async Task Acknowledging_less_or_more_than_there_is_changes_nothing_but_what_is_there()
    {
        await using var store = await OpenAsync();
        await store.CommitAsync(Samples.Commit("a", 0, "x", Samples.Deliver("one"), Samples.Deliver("two")), default);
        (await store.AcknowledgeAsync(Samples.Mailbox, 100, default)).ShouldBe(new(2, 2, 0));
        (await store.AcknowledgeAsync(Samples.Mailbox, 1, default)).ShouldBe(new(2, 2, 0));
        await store.CommitAsync(Samples.Commit("a", 1, "x", Samples.Deliver("three")), default);
        (await store.ReadMailboxAsync(Samples.Mailbox, 0, 10, default)).Single().Sequence.ShouldBe(3);
    }

    [Fact]
    public async Task The_outbox_keeps_an_envelope_until_it_is_published_and_its_status_after()
    {
        var sender = new InstallationKey(new("default", "alice"), "1");
        var lane = $"{sender}/peer";
        byte[] messageId = [.. Enumerable.Repeat((byte)7, 32)];
        byte[] acknowledgementId = [.. Enumerable.Repeat((byte)8, 32)];
        var publish = Samples.Publish([1, 2, 3], messageId: messageId, acknowledgementId: acknowledgementId);
        long id;
        await using (var store = await OpenAsync())
        {
            var receipt = await store.CommitAsync(Samples.Commit(lane, 0, "x", publish), default);
            id = receipt.Outbox.Single().Id;
            await Status(store, SentStatus.Accepted);
        }

        await using var again = await OpenAsync();
        var waiting = (await again.ReadWholeOutboxAsync()).Single();
        waiting.ShouldSatisfyAllConditions(
            () => waiting.Id.ShouldBe(id),
            () => waiting.Lane.ShouldBe(lane),
            () => waiting.Envelope.Hash.ShouldBe(publish.Envelope.Hash),
            () => waiting.Envelope.Message.Encode().ShouldBe(publish.Envelope.Message.Encode())
        );

        await again.MarkPublishedAsync([id], default);
        (await again.ReadWholeOutboxAsync()).ShouldBeEmpty();
        await Status(again, SentStatus.Published);

        var delivered = new Effect.MarkDelivered(acknowledgementId);
        await again.CommitAsync(Samples.Commit("other", 0, "x", delivered), default);
        await Status(again, SentStatus.Published, "another session's word does not count");
        await again.CommitAsync(Samples.Commit(lane, 1, "y", delivered), default);
        await Status(again, SentStatus.Delivered);
        (await again.FindSentAsync(new(new("default", "mallory"), "1"), messageId, default)).ShouldBeNull();

        Time.Advance(MessagingLimits.IdempotencyRetention + TimeSpan.FromDays(1));
        await again.PruneAsync(Time.GetUtcNow(), default);
        (await again.FindSentAsync(sender, messageId, default)).ShouldBeNull("a status is kept for a while only");

        async Task Status(IEntityStore store, SentStatus expected, string? because = null) =>
            (await store.FindSentAsync(sender, messageId, default))!.Status.ShouldBe(expected, because);
    }

    [Fact]
    public async Task A_message_of_several_envelopes_is_published_when_all_are()
    {
        await using var store = await OpenAsync();
        var sender = new InstallationKey(new("default", "alice"), "1");
        byte[] messageId = [.. Enumerable.Repeat((byte)7, 32)];
        var receipt = await store.CommitAsync(
            Samples.Commit(
                $"{sender}/peer",
                0,
                "x",
                Samples.Publish([1], messageId: messageId),
                Samples.Publish([2], messageId: messageId)
            ),
            default
        );
        await store.MarkPublishedAsync([receipt.Outbox[1].Id], default);
        (await store.FindSentAsync(sender, messageId, default))!.Status.ShouldBe(SentStatus.Accepted);
        await store.MarkPublishedAsync([receipt.Outbox[0].Id], default);
        (await store.FindSentAsync(sender, messageId, default))!.Status.ShouldBe(SentStatus.Published);
    }

    [Fact]
    public async Task A_lane_is_read_in_order_and_in_pages_and_the_age_of_a_waiting_envelope_does_not_matter()
    {
        await using var store = await OpenAsync();
        for (var i = 0; i < 10; i++)
        {
            await store.CommitAsync(Samples.Commit("lane/a", i, "x", Samples.Publish([(byte)i])), default);
            await store.CommitAsync(Samples.Commit("lane/b", i, "x", Samples.Publish([99])), default);
        }

        Time.Advance(TimeSpan.FromDays(400));
        await store.PruneAsync(Time.GetUtcNow(), default);
        var first = await store.ReadOutboxAsync("lane/a", 0, 6, default);
        var rest = await store.ReadOutboxAsync("lane/a", first[^1].Id, 6, default);
        first
            .Concat(rest)
            .Select(entry => entry.Envelope.Message.Payload.Span[0])
            .ShouldBe(Enumerable.Range(0, 10).Select(i => (byte)i));
        first.Concat(rest).Select(entry => entry.Id).ShouldBeInOrder();
    }

    [Fact]
    public async Task A_once_key_is_found_until_it_expires()
    {
        await using var store = await OpenAsync();
        byte[] key = [1, 2, 3];
        var until = Time.GetUtcNow() + TimeSpan.FromHours(1);
        var commit = Samples.Commit("a", 0, "x") with
        {
            Onces = [new(key, new byte[] { 9 }, until), new(new byte[] { 4 }, ReadOnlyMemory<byte>.Empty, until)],
        };
        await store.CommitAsync(commit, default);

        (await store.FindOnceAsync("test", "a", key, default))!.Value.ToArray().ShouldBe([9]);
        (await store.FindOnceAsync("test", "a", new byte[] { 4 }, default))!.Value.Length.ShouldBe(0);
        (await store.FindOnceAsync("test", "b", key, default)).ShouldBeNull();
        Time.Advance(TimeSpan.FromHours(2));
        (await store.FindOnceAsync("test", "a", key, default)).ShouldBeNull();
        (await store.PruneAsync(Time.GetUtcNow(), default)).ShouldBe(2);
    }

    [Fact]
    public async Task Listeners_are_there_after_a_restart_once_each()
    {
        var key = new Protocol.Primitives.SecretBytes(new byte[32]);
        TopicListener[] listeners =
        [
            new(Samples.Mailbox, "/waku/1/0x1/rfc26", TopicKind.Negotiated, key),
            new(Samples.Mailbox, "/waku/1/0x1/rfc26", TopicKind.ContactCode, key),
            new(Samples.Mailbox, "/waku/1/0x2/rfc26", TopicKind.Partitioned, null),
        ];
        await using (var store = await OpenAsync())
            for (var i = 0; i < 2; i++)
                await store.CommitAsync(
                    Samples.Commit("a", i, "x", [.. listeners.Select(each => new Effect.Listen(each))]),
                    default
                );

        await using var again = await OpenAsync();
        var found = new List<TopicListener>();
        await foreach (var listener in again.ReadListenersAsync(default))
            found.Add(listener);
        found.ShouldBe(listeners, ignoreOrder: true);
    }

    [Fact]
    public async Task Keys_are_listed_by_kind_and_prefix_across_pages()
    {
        await using var store = await OpenAsync();
        await Task.WhenAll(
            Enumerable.Range(0, 1200).Select(i => store.CommitAsync(Samples.Commit($"p/{i:d4}", 0, "x"), default))
        );
        await store.CommitAsync(Samples.Commit("q/1", 0, "x"), default);

        var found = new List<string>();
        await foreach (var key in store.ListKeysAsync("test", "p/", default))
            found.Add(key);
        found.ShouldBe(Enumerable.Range(0, 1200).Select(i => $"p/{i:d4}"));
    }

    [Fact]
    public async Task A_closed_store_says_so()
    {
        var store = await OpenAsync();
        await store.DisposeAsync();
        await store.DisposeAsync();
        await Should.ThrowAsync<StoreUnavailableException>(() =>
            store.CommitAsync(Samples.Commit("a", 0, "x"), default)
        );
        await Should.ThrowAsync<StoreUnavailableException>(async () =>
            await store.ReadAsync("test", "a", Parts, default)
        );
    }
}
