using FsCheck;
using FsCheck.Fluent;
using WakuGrains.Archives;
using WakuGrains.Conformance;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Tests.State;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Archives;

/// <summary>What was written is read, under the passphrase and within the bounds.</summary>
public sealed class ArchiveFileTests
{
    // Of a size with which several records share a chunk and some lie in two.
    private const int PartLength = 20_000;

    [Fact]
    public Task Whatever_is_written_is_read() =>
        Task.Run(() =>
            Check.One(
                Config.QuickThrowOnFailure.WithMaxTest(200),
                Prop.ForAll(
                    ArchiveSamples.Archives,
                    async (ArchiveRecord[] records) =>
                    {
                        var read = await ArchiveBytes.ReadAsync(await ArchiveBytes.WriteAsync(records));
                        read.Select(ArchiveText.Of).ShouldBe(records.Select(ArchiveText.Of));
                        return true;
                    }
                )
            )
        );

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_content_that_fills_its_chunks_exactly_or_nearly_is_read(int difference)
    {
        // The length of what is around the part: found out, so that the whole is two chunks long.
        var around = await PlaintextLengthAsync(Parts(0));
        var records = Parts((2 * ArchiveLimits.ChunkLength) - around + difference);
        (await PlaintextLengthAsync(records)).ShouldBeInRange(
            (2 * ArchiveLimits.ChunkLength) + difference,
            (2 * ArchiveLimits.ChunkLength) + difference + 8,
            "the part's own length takes a few bytes more"
        );
        for (var shorter = 0; shorter <= 8; shorter++)
        {
            var each = Parts((2 * ArchiveLimits.ChunkLength) - around + difference - shorter);
            var read = await ArchiveBytes.ReadAsync(await ArchiveBytes.WriteAsync(each));
            read.Select(ArchiveText.Of).ShouldBe(each.Select(ArchiveText.Of));
        }
    }

    [Fact]
    public async Task An_archive_is_read_twice_from_one_reader()
    {
        var records = Sample(3);
        using var stream = new MemoryStream(await ArchiveBytes.WriteAsync(records));
        using var archive = await ArchiveFileReader.OpenAsync(stream, ArchiveBytes.Passphrase, Samples.Curve, default);
        for (var i = 0; i < 2; i++)
            (await archive.ReadAllAsync(default).ToListAsync())
                .Select(ArchiveText.Of)
                .ShouldBe(records.Select(ArchiveText.Of));
    }

    [Fact]
    public async Task Nothing_of_it_shows_and_the_same_content_never_looks_the_same_twice()
    {
        const string secret = "a text that must not be found in the file";
        ArchiveRecord[] records = ArchiveSamples.Complete([
            new ArchiveRecord.Entity("session", secret, [new("main", System.Text.Encoding.UTF8.GetBytes(secret))]),
        ]);
        var (one, other) = (await ArchiveBytes.WriteAsync(records), await ArchiveBytes.WriteAsync(records));
        one.AsSpan().IndexOf("must not be found"u8).ShouldBe(-1);
        other.Length.ShouldBe(one.Length);
        other[ArchiveHeader.Length..].ShouldNotBe(one[ArchiveHeader.Length..]);
    }

    [Fact]
    public async Task The_records_that_are_being_written_and_read_are_all_that_is_in_memory()
    {
        // What has been handed over is in the stream but for a chunk, and what is read ahead is not more than two.
        const int slack = (2 * ArchiveLimits.ChunkLength) + (2 * PartLength);
        using var file = new MemoryStream();
        long produced = 0;
        IEnumerable<ArchiveRecord> Produce()
        {
            foreach (var record in Sample(200))
            {
                (produced - file.Length).ShouldBeLessThan(slack);
                yield return record;
                produced += PartLength;
            }
        }

        await ArchiveFileWriter.WriteAsync(
            file,
            ArchiveBytes.Passphrase,
            ArchiveBytes.LowestCost,
            Produce().ToAsyncEnumerable(),
            SystemRandomSource.Instance,
            default
        );
        file.Length.ShouldBeGreaterThan(200 * PartLength);

        file.Position = 0;
        using var archive = await ArchiveFileReader.OpenAsync(file, ArchiveBytes.Passphrase, Samples.Curve, default);
        long consumed = 0;
        await foreach (var _ in archive.ReadAllAsync(default))
        {
            consumed += PartLength;
            (file.Position - consumed).ShouldBeLessThan(slack);
        }
    }

    [Fact]
    public async Task A_record_of_the_greatest_length_is_taken_and_a_longer_one_is_not()
    {
        var around =
            ArchiveRecordCodec.Encode(Parts(ArchiveLimits.MaxRecordLength)[0]).Length - ArchiveLimits.MaxRecordLength;
        var greatest = Parts(ArchiveLimits.MaxRecordLength - around);
        (await ArchiveBytes.ReadAsync(await ArchiveBytes.WriteAsync(greatest))).Count.ShouldBe(2);
        var longer = Parts(ArchiveLimits.MaxRecordLength - around + 1);
        var refused = await Should.ThrowAsync<ArchiveException>(() => ArchiveBytes.WriteAsync(longer));
        refused.Message.ShouldContain("more than the 8388608");
    }

    [Fact]
    public async Task An_archive_that_does_not_end_is_not_written()
    {
        var refused = await Should.ThrowAsync<ArchiveException>(() => ArchiveBytes.WriteAsync(Sample(3)[..2]));
        refused.Message.ShouldContain("not whole");
    }

    [Fact]
    public async Task An_archive_of_format_1()
    {
        var read = await ArchiveBytes.ReadAsync(RecordFixture.Read("archive"));
        read.Select(ArchiveText.Of).ShouldBe(ArchiveSample.Everything.Select(ArchiveText.Of));
        (await ArchiveBytes.WriteAsync(ArchiveSample.Everything, new SeededRandom(1))).ShouldBe(
            RecordFixture.Read("archive")
        );
    }

    private static async Task<int> PlaintextLengthAsync(ArchiveRecord[] records)
    {
        var length = (await ArchiveBytes.WriteAsync(records)).Length - ArchiveHeader.StoredLength;
        var chunks =
            (length + ArchiveLimits.ChunkLength + ArchiveChunk.TagLength - 1)
            / (ArchiveLimits.ChunkLength + ArchiveChunk.TagLength);
        return length - (chunks * ArchiveChunk.TagLength);
    }

    private static ArchiveRecord[] Parts(int length) =>
        ArchiveSamples.Complete([new ArchiveRecord.Entity("test", "a", [new("main", new byte[length])])]);

    private static ArchiveRecord[] Sample(int entities) =>
        ArchiveSamples.Complete([
            .. Enumerable
                .Range(0, entities)
                .Select(i => new ArchiveRecord.Entity("test", $"{i}", [new("main", new byte[PartLength])])),
        ]);
}
