using System.Security.Cryptography;
using Shouldly;
using WakuGrains.Conformance;
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
    public async Task Another_programs_database_is_refused()
    {
        fixture.Tamper("CREATE TABLE theirs (x); PRAGMA user_version = 3;");
        (await RefusalAsync()).ShouldContain("another program");
    }

    [Fact]
    public async Task A_store_of_a_newer_version_is_refused()
    {
        await (await fixture.OpenAsync()).DisposeAsync();
        fixture.Tamper("PRAGMA user_version = 99;");
        (await RefusalAsync()).ShouldContain("newer version");
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
    public async Task What_is_stored_does_not_show()
    {
        const string secret = "a text that must not be found in the file";
        await using (var store = await fixture.OpenAsync())
            await store.CommitAsync(Samples.Commit("a", 0, secret, Samples.Deliver(secret)), default);

        var file = await File.ReadAllBytesAsync(fixture.DatabasePath);
        file.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(secret)).ShouldBe(-1);
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
        await store.LimitPagesAsync(1_000_000);
        (await store.CommitAsync(Samples.Commit("b", 0, "small"), default)).Version.ShouldBe(1);
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
