using Shouldly;
using WakuGrains.Conformance;
using WakuGrains.Ports;
using Xunit;

namespace WakuGrains.Embedded.Tests.Store;

/// <summary>The conformance suite over the SQLite store, and the rights of its files.</summary>
public sealed class SqliteStoreTests : StoreConformance, IDisposable
{
    private readonly StoreFixture fixture;

    public SqliteStoreTests() => fixture = new StoreFixture(Time);

    public void Dispose() => fixture.Dispose();

    protected override async Task<IEntityStore> OpenAsync() => await fixture.OpenAsync();

    [Fact]
    public async Task The_files_are_for_their_owner_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        await using var store = await fixture.OpenAsync();
        await store.CommitAsync(Samples.Commit("a", 0, "x"), default);
        var files = Directory.GetFiles(Path.GetDirectoryName(fixture.DatabasePath)!);
        files.Length.ShouldBeGreaterThan(2);
        foreach (var file in files)
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
    }

    [Fact]
    public async Task A_store_of_the_first_schema_is_brought_up_to_date_and_keeps_what_it_has()
    {
        await using (var store = await fixture.OpenAsync())
            await store.CommitAsync(Samples.Commit("a", 0, "x", Samples.Deliver("one")), default);
        fixture.Tamper("DROP TABLE letter; PRAGMA user_version = 1;");

        await using var again = await fixture.OpenAsync();
        (await again.ReadMailboxAsync(Samples.Mailbox, 0, 10, default)).Select(Samples.TextOf).ShouldBe(["one"]);
        await again.CommitAsync(Samples.Commit("a", 1, "y", Samples.Post("two")), default);
        (await again.ReadAllLettersAsync()).Count.ShouldBe(1);
    }
}
