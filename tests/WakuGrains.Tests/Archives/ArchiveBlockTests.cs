using FsCheck;
using FsCheck.Fluent;
using WakuGrains.Archives;
using WakuGrains.Conformance;

namespace WakuGrains.Tests.Archives;

/// <summary>An archive in blocks is the archive.</summary>
public sealed class ArchiveBlockTests
{
    [Fact]
    public Task Every_block_has_one_head_and_what_belongs_to_it() =>
        Task.Run(() =>
            Check.One(
                Config.QuickThrowOnFailure,
                Prop.ForAll(
                    ArchiveSamples.Archives,
                    async (ArchiveRecord[] records) =>
                    {
                        var blocks = await records.ToAsyncEnumerable().InBlocksAsync().ToListAsync();
                        blocks.SelectMany(block => block.Belongings.Prepend(block.Head)).ShouldBe(records);
                        blocks.Select(block => block.Head).ShouldBe(records.Where(IsHead));
                        return true;
                    }
                )
            )
        );

    [Fact]
    public async Task Of_no_records_there_are_no_blocks() =>
        (await AsyncEnumerable.Empty<ArchiveRecord>().InBlocksAsync().ToListAsync()).ShouldBeEmpty();

    private static bool IsHead(ArchiveRecord record) =>
        record
            is ArchiveRecord.Fingerprints
                or ArchiveRecord.Entity
                or ArchiveRecord.Mailbox
                or ArchiveRecord.Listener
                or ArchiveRecord.End;
}
