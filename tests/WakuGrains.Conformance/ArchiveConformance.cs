using System.Runtime.CompilerServices;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using WakuGrains.Archives;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using Xunit;

namespace WakuGrains.Conformance;

/// <summary>
/// What every store promises that takes part in moves: what was imported is exported again, an import is whole or nothing, and
/// what was exported is not served any more.
/// </summary>
public abstract class ArchiveConformance
{
    private static readonly ArchiveRecord[] Some = ArchiveSamples.Complete([
        new ArchiveRecord.Fingerprints(new SecretBytes([.. Enumerable.Repeat((byte)1, 32)])),
        ArchiveSamples.Identity(Samples.Mailbox),
        ArchiveSamples.Session(Samples.Mailbox, new PartWrite("main", "content"u8.ToArray())),
        new ArchiveRecord.Letter(new("note", "first"u8.ToArray())),
        new ArchiveRecord.Letter(new("note", "second"u8.ToArray())),
        new ArchiveRecord.Mailbox(Samples.Mailbox, 1, 0),
        new ArchiveRecord.Message(1, Samples.Message("waits")),
    ]);

    /// <summary>Opens one of the test's stores, by name; empty the first time.</summary>
    protected abstract Task<IArchiveUnderTest> OpenAsync(string store);

    /// <summary>Opens a store as the engine does that serves it, and closes it.</summary>
    /// <exception cref="StoreUnavailableException">It is refused.</exception>
    protected abstract Task ServeAsync(string store);

    /// <summary>The records that a store keeps of those that it has taken over.</summary>
    protected virtual IEnumerable<ArchiveRecord> Kept(IEnumerable<ArchiveRecord> records) => records;

    [Fact]
    public Task Whatever_was_imported_is_exported_again()
    {
        var number = 0;
        return Task.Run(() =>
            Check.One(
                Config.QuickThrowOnFailure.WithMaxTest(40),
                Prop.ForAll(
                    ArchiveSamples.Archives,
                    async (ArchiveRecord[] records) =>
                    {
                        var store = $"{number++}";
                        await ImportAsync(store, records);
                        ArchiveText.Of(await ExportAsync(store)).ShouldBe(ArchiveText.Of(Kept(records)));
                        return true;
                    }
                )
            )
        );
    }

    [Fact]
    public async Task What_was_imported_can_be_served_and_takes_nothing_more()
    {
        await ImportAsync("a", Some);
        await ServeAsync("a");

        await using var again = await OpenAsync("a");
        (await again.Target.IsEmptyAsync(default)).ShouldBeFalse();
        await Should.ThrowAsync<StoreUnavailableException>(() =>
            again.Target.WriteAsync(Some.ToAsyncEnumerable(), default)
        );
        ArchiveText.Of(await again.Source.ReadAllAsync(default).ToListAsync()).ShouldBe(ArchiveText.Of(Kept(Some)));
    }

    [Fact]
    public async Task An_archive_without_fingerprints_is_taken()
    {
        var records = ArchiveSamples.Complete(Some[1..^1]);
        await ImportAsync("a", records);
        await ServeAsync("a");
        (await ExportAsync("a")).Select(ArchiveText.Of).ShouldContain(ArchiveText.Of(Some[^2]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public async Task Of_an_import_that_breaks_off_nothing_is_served(int after)
    {
        await using (var broken = await OpenAsync("a"))
        {
            (await broken.Target.IsEmptyAsync(default)).ShouldBeTrue();
            await Should.ThrowAsync<IOException>(() => broken.Target.WriteAsync(BreakOffAsync(Some, after), default));
        }

        await ShouldHoldNothingAsync("a");
    }

    [Fact]
    public async Task An_archive_that_is_not_whole_or_not_in_order_is_refused_and_nothing_of_it_served()
    {
        ArchiveRecord[][] bad = [Some[..^1], [.. Some[..2], .. Some[3..]], [Some[1], .. Some]];
        for (var i = 0; i < bad.Length; i++)
        {
            await using (var store = await OpenAsync($"{i}"))
                await Should.ThrowAsync<ArchiveException>(() =>
                    store.Target.WriteAsync(bad[i].ToAsyncEnumerable(), default)
                );
            await ShouldHoldNothingAsync($"{i}");
        }
    }

    [Fact]
    public async Task A_store_that_was_sealed_is_not_served_and_is_exported_again()
    {
        await ImportAsync("a", Some);
        for (var i = 0; i < 2; i++)
        {
            await using (var store = await OpenAsync("a"))
            {
                ArchiveText
                    .Of(await store.Source.ReadAllAsync(default).ToListAsync())
                    .ShouldBe(ArchiveText.Of(Kept(Some)));
                await store.Source.SealAsync(default);
            }

            var refused = await Should.ThrowAsync<StoreUnavailableException>(() => ServeAsync("a"));
            refused.Message.ShouldContain("exported");
        }

        await using var last = await OpenAsync("a");
        await Should.ThrowAsync<StoreUnavailableException>(() =>
            last.Target.WriteAsync(Some.ToAsyncEnumerable(), default)
        );
    }

    [Fact]
    public async Task A_store_that_was_not_read_to_its_end_is_not_sealed()
    {
        await ImportAsync("a", Some);
        await using (var store = await OpenAsync("a"))
        {
            await Should.ThrowAsync<InvalidOperationException>(() => store.Source.SealAsync(default));
            await store.Source.ReadAllAsync(default).FirstAsync();
            await Should.ThrowAsync<InvalidOperationException>(() => store.Source.SealAsync(default));
        }

        await ServeAsync("a");
    }

    private async Task ImportAsync(string name, ArchiveRecord[] records)
    {
        await using var store = await OpenAsync(name);
        await store.Target.WriteAsync(records.ToAsyncEnumerable(), default);
    }

    private async Task<IReadOnlyList<ArchiveRecord>> ExportAsync(string name)
    {
        await using var store = await OpenAsync(name);
        return await store.Source.ReadAllAsync(default).ToListAsync();
    }

    // A store without transactions cannot take away what it has written; then it must not be served.
    private async Task ShouldHoldNothingAsync(string name)
    {
        await using (var store = await OpenAsync(name))
            if (await store.Target.IsEmptyAsync(default))
                return;
        await Should.ThrowAsync<StoreUnavailableException>(() => ServeAsync(name));
    }

    private static async IAsyncEnumerable<ArchiveRecord> BreakOffAsync(
        ArchiveRecord[] records,
        int after,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        await foreach (var record in records.Take(after).ToAsyncEnumerable().WithCancellation(cancellationToken))
            yield return record;
        throw new IOException("The disk that holds the archive is gone.");
    }
}
