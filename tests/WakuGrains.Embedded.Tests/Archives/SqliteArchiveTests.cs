using Shouldly;
using WakuGrains.Conformance;
using WakuGrains.Embedded.Sqlite;
using WakuGrains.Embedded.Tests.Store;
using WakuGrains.Engine;
using WakuGrains.Ports;
using Xunit;

namespace WakuGrains.Embedded.Tests.Archives;

/// <summary>The conformance suite over the SQLite store, and what only its file can show.</summary>
public sealed class SqliteArchiveTests : ArchiveConformance, IDisposable
{
    private readonly Dictionary<string, StoreFixture> fixtures = [];

    public void Dispose()
    {
        foreach (var fixture in fixtures.Values)
            fixture.Dispose();
    }

    protected override Task<IArchiveUnderTest> OpenAsync(string store) =>
        Task.FromResult<IArchiveUnderTest>(new Under(Fixture(store).Archive()));

    protected override async Task ServeAsync(string store) => await (await Fixture(store).OpenAsync()).DisposeAsync();

    [Fact]
    public async Task A_store_that_is_served_is_neither_exported_nor_imported_into()
    {
        await using var served = await Fixture("a").OpenAsync();
        using var archive = Fixture("a").Archive();
        var export = await Should.ThrowAsync<StoreUnavailableException>(async () =>
            await archive.ReadAllAsync(default).ToListAsync()
        );
        export.IsInUse.ShouldBeTrue();
        (
            await Should.ThrowAsync<StoreUnavailableException>(() => archive.IsEmptyAsync(default))
        ).IsInUse.ShouldBeTrue();
    }

    [Fact]
    public async Task A_store_that_is_exported_is_not_served_before_it_is_sealed()
    {
        await using (var store = await Fixture("a").OpenAsync())
            await store.CommitAsync(Samples.Commit("a", 0, "x"), default);
        using var archive = Fixture("a").Archive();
        await archive.ReadAllAsync(default).ToListAsync();
        (await Should.ThrowAsync<StoreUnavailableException>(() => ServeAsync("a"))).IsInUse.ShouldBeTrue();
    }

    [Fact]
    public async Task A_directory_without_a_store_is_not_exported_and_stays_as_it_is()
    {
        using var archive = Fixture("a").Archive();
        var refused = await Should.ThrowAsync<StoreUnavailableException>(async () =>
            await archive.ReadAllAsync(default).ToListAsync()
        );
        refused.Message.ShouldContain("no store");
        Directory.GetFiles(Path.GetDirectoryName(Fixture("a").DatabasePath)!).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_refusal_says_when_it_was_exported_first_and_what_to_do()
    {
        await using (var store = await Fixture("a").OpenAsync())
            await store.CommitAsync(Samples.Commit("a", 0, "x"), default);
        for (var i = 0; i < 2; i++)
        {
            using var archive = Fixture("a").Archive();
            await archive.ReadAllAsync(default).ToListAsync();
            await archive.SealAsync(default);
            Fixture("a").Time.Advance(TimeSpan.FromDays(1));
        }

        var refused = await Should.ThrowAsync<StoreUnavailableException>(() => ServeAsync("a"));
        refused.Message.ShouldContain("was exported at 2026-11-24 12:00:00Z");
        refused.Message.ShouldContain("Import the archive into a new data directory");
    }

    [Theory]
    [InlineData("UPDATE record SET content = zeroblob(length(content))")]
    [InlineData("DELETE FROM record")]
    [InlineData("UPDATE once SET receipt = zeroblob(length(receipt))")]
    [InlineData("UPDATE letter SET content = zeroblob(length(content))")]
    [InlineData("UPDATE message SET content = zeroblob(length(content))")]
    [InlineData("UPDATE listener SET symmetric_key = zeroblob(length(symmetric_key))")]
    [InlineData("UPDATE envelope SET message = x'00'")]
    [InlineData("PRAGMA foreign_keys = OFF; DELETE FROM entity WHERE key = 'b'")]
    public async Task What_is_damaged_is_not_exported(string sql)
    {
        await using (var store = await Fixture("a").OpenAsync())
        {
            var key = new Protocol.Primitives.SecretBytes(new byte[32]);
            var commit = Samples.Commit(
                "a",
                0,
                "x",
                Samples.Post("letter"),
                Samples.Publish([1]),
                Samples.Deliver("message"),
                new Effect.Listen(new(Samples.Mailbox, "/waku/1/0x1/rfc26", TopicKind.Negotiated, key))
            );
            var once = new OnceWrite(new byte[] { 1 }, new byte[] { 2 }, Samples.Now);
            await store.CommitAsync(commit with { Onces = [once] }, default);
            await store.CommitAsync(Samples.Commit("b", 0, "x") with { Onces = [once] }, default);
        }

        Fixture("a").Tamper(sql).ShouldBeGreaterThan(0);
        using var archive = Fixture("a").Archive();
        await Should.ThrowAsync<StateFormatException>(async () => await archive.ReadAllAsync(default).ToListAsync());
        await Should.ThrowAsync<InvalidOperationException>(() => archive.SealAsync(default));
    }

    private StoreFixture Fixture(string name)
    {
        if (!fixtures.TryGetValue(name, out var fixture))
            fixtures[name] = fixture = new StoreFixture();
        return fixture;
    }

    private sealed class Under(SqliteArchive archive) : IArchiveUnderTest
    {
        public IArchiveSource Source => archive;

        public IArchiveTarget Target => archive;

        public ValueTask DisposeAsync()
        {
            archive.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
