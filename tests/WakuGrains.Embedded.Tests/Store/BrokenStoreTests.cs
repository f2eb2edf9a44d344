using System.Security.Cryptography;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Shouldly;
using WakuGrains.Conformance;
using WakuGrains.Embedded.Hosting;
using WakuGrains.Engine;
using WakuGrains.Ports;
using Xunit;

namespace WakuGrains.Embedded.Tests.Store;

/// <summary>A store that is not as it should be: told in a sentence, and left as it is.</summary>
public sealed class BrokenStoreTests : IDisposable
{
    private static readonly string[] Parts = ["main"];
    private readonly StoreFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_as_it_is()
    {
        var garbage = new byte[8192];
        garbage.AsSpan().Fill(0x5A);
        await File.WriteAllBytesAsync(fixture.DatabasePath, garbage);

        (await RefusalAsync()).ShouldContain("damaged or not a WakuGrains store");
        (await File.ReadAllBytesAsync(fixture.DatabasePath)).ShouldBe(garbage);
    }

    [Fact]
    public async Task A_file_that_is_damaged_inside_is_refused_and_left_as_it_is()
    {
        await using (var store = await fixture.OpenAsync())
            for (var i = 0; i < 100; i++)
                await store.CommitAsync(Samples.Commit($"{i}", 0, new string('x', 1000)), default);
        var file = await File.ReadAllBytesAsync(fixture.DatabasePath);
        file.AsSpan(8 * 4096, 8 * 4096).Fill(0x5A);
        await File.WriteAllBytesAsync(fixture.DatabasePath, file);

        (await RefusalAsync()).ShouldContain("damaged");
        (await File.ReadAllBytesAsync(fixture.DatabasePath)).ShouldBe(file);
    }

    [Fact]
    public async Task A_path_that_cannot_be_written_is_refused()
    {
        Directory.CreateDirectory(fixture.DatabasePath);
        (await RefusalAsync()).ShouldContain("cannot be written");
    }

    [Fact]
    public async Task Another_programs_database_is_refused_and_left_as_it_is()
    {
        fixture.Tamper("CREATE TABLE theirs (x); PRAGMA user_version = 3;");
        var file = await File.ReadAllBytesAsync(fixture.DatabasePath);
        (await RefusalAsync()).ShouldContain("another program");
        (await File.ReadAllBytesAsync(fixture.DatabasePath)).ShouldBe(file);
    }

    [Fact]
    public async Task A_store_of_a_newer_version_is_refused_and_left_as_it_is()
    {
        await (await fixture.OpenAsync()).DisposeAsync();
        fixture.Tamper("PRAGMA user_version = 99;");
        var file = await File.ReadAllBytesAsync(fixture.DatabasePath);
        (await RefusalAsync()).ShouldContain("newer version");
        (await File.ReadAllBytesAsync(fixture.DatabasePath)).ShouldBe(file);
    }

    [Fact]
    public async Task A_store_whose_data_key_is_gone_gets_no_new_one()
    {
        await using (var store = await fixture.OpenAsync())
            await store.CommitAsync(Samples.Commit("a", 0, "one"), default);
        fixture.Tamper("DELETE FROM meta").ShouldBeGreaterThan(0);
        (await RefusalAsync()).ShouldContain("data key");
        fixture.Tamper("UPDATE meta SET name = name").ShouldBe(0, "nothing was written");
    }

    [Fact]
    public async Task Keys_that_do_not_fit_are_refused_and_nothing_is_overwritten()
    {
        await using (var store = await fixture.OpenAsync())
            await store.CommitAsync(Samples.Commit("a", 0, "one"), default);

        (await RefusalAsync(new WrongKey())).ShouldContain("keys at hand do not open");
        (await RefusalAsync(new FailingProtector())).ShouldContain("keys at hand do not open");
        await using var again = await fixture.OpenAsync();
        (await again.ReadAsync("test", "a", Parts, default)).Version.ShouldBe(1);
    }

    [Theory]
    [InlineData("UPDATE record SET content = zeroblob(length(content)) WHERE entity_id = 1", "a changed record")]
    [InlineData(
        "UPDATE record SET content = (SELECT content FROM record WHERE entity_id = 2) WHERE entity_id = 1",
        "another entity's record"
    )]
    [InlineData("UPDATE entity SET version = version - 1 WHERE id = 1", "another version")]
    [InlineData("UPDATE entity SET parts = (SELECT parts FROM entity WHERE id = 2) WHERE id = 1", "another's versions")]
    [InlineData("DELETE FROM record WHERE entity_id = 1", "a record that is gone")]
    [InlineData("UPDATE record SET content = x'00' WHERE entity_id = 1", "a cut record")]
    public async Task A_record_that_was_changed_or_moved_is_not_believed(string sql, string what)
    {
        await using (var store = await fixture.OpenAsync())
        {
            await store.CommitAsync(Samples.Commit("a", 0, "one"), default);
            await store.CommitAsync(Samples.Commit("a", 1, "two"), default);
            await store.CommitAsync(Samples.Commit("b", 0, "other"), default);
            await store.CommitAsync(Samples.Commit("b", 1, "other"), default);
        }

        fixture.Tamper(sql).ShouldBe(1, what);
        await using var again = await fixture.OpenAsync();
        await Should.ThrowAsync<StateFormatException>(async () => await again.ReadAsync("test", "a", Parts, default));
    }

    [Fact]
    public async Task An_older_record_that_is_put_back_is_not_believed()
    {
        await using (var store = await fixture.OpenAsync())
            await store.CommitAsync(Samples.Commit("a", 0, "one"), default);
        fixture.Tamper("CREATE TABLE kept AS SELECT * FROM record");
        await using (var store = await fixture.OpenAsync())
            await store.CommitAsync(Samples.Commit("a", 1, "two"), default);

        fixture.Tamper("UPDATE record SET content = (SELECT content FROM kept)").ShouldBe(1);
        await using var again = await fixture.OpenAsync();
        await Should.ThrowAsync<StateFormatException>(async () => await again.ReadAsync("test", "a", Parts, default));
    }

    [Theory]
    [InlineData("UPDATE letter SET content = zeroblob(length(content)) WHERE id = 2", "a changed letter")]
    [InlineData("UPDATE letter SET content = x'00' WHERE id = 2", "a cut letter")]
    [InlineData("UPDATE letter SET content = (SELECT content FROM letter WHERE id = 1) WHERE id = 2", "an older one")]
    [InlineData(
        "UPDATE letter SET content = (SELECT content FROM letter WHERE id = 4) WHERE id = 2",
        "another entity's"
    )]
    [InlineData("UPDATE letter SET origin = (SELECT origin FROM letter WHERE id = 1) WHERE id = 2", "another place")]
    public async Task A_letter_that_was_changed_or_moved_is_not_believed_and_the_others_are_read(
        string sql,
        string what
    )
    {
        await using (var store = await fixture.OpenAsync())
        {
            for (var i = 0; i < 3; i++)
                await store.CommitAsync(Samples.Commit("a", i, "x", Samples.Post($"{i}")), default);
            await store.CommitAsync(Samples.Commit("b", 0, "x", Samples.Post("b")), default);
        }

        fixture.Tamper(sql).ShouldBe(1, what);
        await using var again = await fixture.OpenAsync();
        var letters = await again.ReadLettersAsync("a", 0, 10, default);
        letters.Select(entry => entry.Letter is { } letter ? Samples.TextOf(letter) : null).ShouldBe(["0", null, "2"]);
        letters.Select(entry => entry.Damage is null).ShouldBe([true, false, true]);
    }

    [Fact]
    public async Task A_damaged_entity_fails_its_own_commits_and_no_others_of_the_group()
    {
        await using (var store = await fixture.OpenAsync())
            await store.CommitAsync(Samples.Commit("a", 0, "one"), default);
        fixture.Tamper("UPDATE entity SET parts = zeroblob(length(parts))").ShouldBe(1);

        await using var again = await fixture.OpenAsync();
        var group = Enumerable.Range(0, 20).Select(i => again.CommitAsync(Samples.Commit($"b{i}", 0, "x"), default));
        var before = group.ToList();
        var damaged = again.CommitAsync(Samples.Commit("a", 1, "two", Samples.Deliver("lost")), default);
        var after = group.ToList();

        await Should.ThrowAsync<StateFormatException>(() => damaged);
        foreach (var commit in before)
            (await commit).Version.ShouldBe(1);
        foreach (var commit in after)
            await Should.ThrowAsync<StoreConflictException>(() => commit);
        (await again.ReadMailboxStatusAsync(Samples.Mailbox, default)).LastSequence.ShouldBe(0);
    }

    [Fact]
    public async Task What_is_stored_does_not_show()
    {
        const string secret = "a text that must not be found in the file";
        await using (var store = await fixture.OpenAsync())
            await store.CommitAsync(
                Samples.Commit("a", 0, secret, Samples.Deliver(secret), Samples.Post(secret, $"kind: {secret}")),
                default
            );

        var file = await File.ReadAllBytesAsync(fixture.DatabasePath);
        file.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(secret)).ShouldBe(-1);
        fixture.Tamper("UPDATE letter SET id = id").ShouldBe(1, "the letter is in the file");
    }

    [Fact]
    public async Task A_full_disk_fails_the_commit_with_a_sentence_and_the_store_goes_on_when_there_is_room()
    {
        await using var store = await fixture.OpenAsync();
        await store.CommitAsync(Samples.Commit("a", 0, "one"), default);
        await store.LimitPagesAsync(1);
        var refused = await Should.ThrowAsync<StoreUnavailableException>(() =>
            store.CommitAsync(Samples.Commit("b", 0, new string('x', 500_000)), default)
        );
        refused.Message.ShouldContain("full");
        store.WriteFault.ShouldBe(refused.Message);
        (await new StoreHealthCheck(store).CheckHealthAsync(new())).Status.ShouldBe(HealthStatus.Unhealthy);
        await store.LimitPagesAsync(1_000_000);
        (await store.CommitAsync(Samples.Commit("b", 0, "small"), default)).Version.ShouldBe(1);
        (await new StoreHealthCheck(store).CheckHealthAsync(new())).Status.ShouldBe(HealthStatus.Healthy);
    }

    private async Task<string> RefusalAsync(IKeyProtector? protector = null) =>
        (await Should.ThrowAsync<StoreUnavailableException>(() => fixture.OpenAsync(protector))).Message;

    private sealed class WrongKey : IKeyProtector
    {
        public byte[] Protect(ReadOnlySpan<byte> key) => key.ToArray();

        public byte[] Unprotect(ReadOnlySpan<byte> wrapped) => new byte[wrapped.Length];
    }

    private sealed class FailingProtector : IKeyProtector
    {
        public byte[] Protect(ReadOnlySpan<byte> key) => key.ToArray();

        public byte[] Unprotect(ReadOnlySpan<byte> wrapped) =>
            throw new CryptographicException("The key ring is another one.");
    }
}
