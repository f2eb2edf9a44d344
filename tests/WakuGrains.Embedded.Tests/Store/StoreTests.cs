using System.Text;
using Shouldly;
using WakuGrains.Engine;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using Xunit;

namespace WakuGrains.Embedded.Tests.Store;

/// <summary>What the store promises: all or nothing, versions, mailboxes, outbox, once-keys, retention.</summary>
public sealed class StoreTests : IDisposable
{
    private static readonly string[] Parts = ["main", "keys"];
    private readonly StoreFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task A_committed_record_is_there_after_a_restart_and_one_never_written_is_null()
    {
        await using (var store = await fixture.OpenAsync())
            (await store.CommitAsync(StoreFixture.Commit("a", 0, "one"), default)).Version.ShouldBe(1);

        await using var again = await fixture.OpenAsync();
        var stored = await again.ReadAsync("test", "a", Parts, default);
        stored.Version.ShouldBe(1);
        Encoding.UTF8.GetString(stored.Parts[0]!).ShouldBe("one");
        stored.Parts[1].ShouldBeNull();
        (await again.ReadAsync("test", "b", Parts, default)).Version.ShouldBe(0);
    }

    [Fact]
    public async Task A_stale_version_is_refused_and_leaves_the_others_of_its_group_alone()
    {
        await using var store = await fixture.OpenAsync();
        await store.CommitAsync(StoreFixture.Commit("a", 0, "one"), default);

        var stale = store.CommitAsync(StoreFixture.Commit("a", 0, "two", fixture.Deliver("lost")), default);
        var good = store.CommitAsync(StoreFixture.Commit("b", 0, "three"), default);

        await Should.ThrowAsync<StoreConflictException>(() => stale);
        (await good).Version.ShouldBe(1);
        Encoding.UTF8.GetString((await store.ReadAsync("test", "a", Parts, default)).Parts[0]!).ShouldBe("one");
        (await store.ReadMailboxStatusAsync(StoreFixture.Mailbox, default)).LastSequence.ShouldBe(0);
    }

    [Fact]
    public async Task A_mailbox_numbers_its_messages_and_knows_repeats_even_after_they_were_acknowledged()
    {
        await using var store = await fixture.OpenAsync();
        var first = await store.CommitAsync(
            StoreFixture.Commit("a", 0, "x", fixture.Deliver("one"), fixture.Deliver("two")),
            default
        );
        first.Delivered.ShouldBe([StoreFixture.Mailbox]);
        (await store.ReadMailboxAsync(StoreFixture.Mailbox, 0, 10, default)).Select(m => m.Sequence).ShouldBe([1L, 2L]);

        await store.AcknowledgeAsync(StoreFixture.Mailbox, 1, default);
        var repeat = await store.CommitAsync(StoreFixture.Commit("a", 1, "y", fixture.Deliver("one")), default);

        repeat.Delivered.ShouldBeEmpty();
        var left = await store.ReadMailboxAsync(StoreFixture.Mailbox, 0, 10, default);
        left.Select(m => m.Sequence).ShouldBe([2L]);
        (await store.ReadMailboxStatusAsync(StoreFixture.Mailbox, default)).ShouldBe(new(2, 1, 1));
    }

    [Fact]
    public async Task The_same_message_id_of_another_sender_is_another_message()
    {
        await using var store = await fixture.OpenAsync();
        var other = KeyPair.FromPrivateKey(fixture.Curve, [.. Enumerable.Repeat((byte)2, 32)]);
        await store.CommitAsync(
            StoreFixture.Commit("a", 0, "x", fixture.Deliver("one"), fixture.Deliver("one", other)),
            default
        );
        (await store.ReadMailboxAsync(StoreFixture.Mailbox, 0, 10, default)).Length.ShouldBe(2);
    }

    [Fact]
    public async Task Acknowledging_less_than_before_changes_nothing()
    {
        await using var store = await fixture.OpenAsync();
        await store.CommitAsync(
            StoreFixture.Commit("a", 0, "x", fixture.Deliver("one"), fixture.Deliver("two")),
            default
        );
        await store.AcknowledgeAsync(StoreFixture.Mailbox, 2, default);
        (await store.AcknowledgeAsync(StoreFixture.Mailbox, 1, default)).ShouldBe(new(2, 2, 0));
    }

    [Fact]
    public async Task The_outbox_keeps_an_envelope_until_it_is_published_and_its_status_after()
    {
        var sender = new InstallationKey(new("default", "alice"), "1");
        var lane = $"{sender}/peer";
        byte[] messageId = [.. Enumerable.Repeat((byte)7, 32)];
        byte[] acknowledgementId = [.. Enumerable.Repeat((byte)8, 32)];
        long id;
        await using (var store = await fixture.OpenAsync())
        {
            var receipt = await store.CommitAsync(
                StoreFixture.Commit(lane, 0, "x", fixture.Publish([1, 2, 3], messageId, acknowledgementId)),
                default
            );
            id = receipt.Outbox.Single().Id;
            (await store.FindSentAsync(sender, messageId, default))!.Status.ShouldBe(SentStatus.Accepted);
        }

        await using var again = await fixture.OpenAsync();
        var waiting = (await again.ReadOutboxAsync(0, 10, default)).Single();
        waiting.Id.ShouldBe(id);
        waiting.Envelope.Message.Payload.ToArray().ShouldBe([1, 2, 3]);

        await again.MarkPublishedAsync([id], default);
        (await again.ReadOutboxAsync(0, 10, default)).ShouldBeEmpty();
        (await again.FindSentAsync(sender, messageId, default))!.Status.ShouldBe(SentStatus.Published);

        await again.CommitAsync(
            StoreFixture.Commit("other", 0, "x", new Effect.MarkDelivered(acknowledgementId)),
            default
        );
        (await again.FindSentAsync(sender, messageId, default))!.Status.ShouldBe(
            SentStatus.Published,
            "another session's word does not count"
        );
        await again.CommitAsync(
            StoreFixture.Commit(lane, 1, "y", new Effect.MarkDelivered(acknowledgementId)),
            default
        );
        (await again.FindSentAsync(sender, messageId, default))!.Status.ShouldBe(SentStatus.Delivered);
        (await again.FindSentAsync(new(new("default", "mallory"), "1"), messageId, default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_once_key_is_found_until_it_expires()
    {
        await using var store = await fixture.OpenAsync();
        byte[] key = [1, 2, 3];
        var until = fixture.Time.GetUtcNow() + TimeSpan.FromHours(1);
        var commit = StoreFixture.Commit("a", 0, "x") with { Onces = [new(key, new byte[] { 9 }, until)] };
        await store.CommitAsync(commit, default);

        (await store.FindOnceAsync("test", "a", key, default))!.Value.ToArray().ShouldBe([9]);
        (await store.FindOnceAsync("test", "b", key, default)).ShouldBeNull();
        fixture.Time.Advance(TimeSpan.FromHours(2));
        (await store.FindOnceAsync("test", "a", key, default)).ShouldBeNull();
        (await store.PruneAsync(fixture.Time.GetUtcNow(), default)).ShouldBe(1);
    }

    [Fact]
    public async Task The_files_are_for_their_owner_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        await using var store = await fixture.OpenAsync();
        await store.CommitAsync(StoreFixture.Commit("a", 0, "x"), default);
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(fixture.DatabasePath)!))
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
    }

    [Fact]
    public async Task Keys_are_listed_by_kind_and_prefix_across_pages()
    {
        await using var store = await fixture.OpenAsync();
        await Task.WhenAll(
            Enumerable.Range(0, 1200).Select(i => store.CommitAsync(StoreFixture.Commit($"p/{i:d4}", 0, "x"), default))
        );
        await store.CommitAsync(StoreFixture.Commit("q/1", 0, "x"), default);

        var found = new List<string>();
        await foreach (var key in store.ListKeysAsync("test", "p/", default))
            found.Add(key);
        found.ShouldBe(Enumerable.Range(0, 1200).Select(i => $"p/{i:d4}"));
    }
}
