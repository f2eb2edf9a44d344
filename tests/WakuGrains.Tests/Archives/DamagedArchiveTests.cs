using System.Buffers.Binary;
using WakuGrains.Archives;
using WakuGrains.Conformance;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Archives;

/// <summary>An archive that is not as it was written is refused with a sentence.</summary>
public sealed class DamagedArchiveTests
{
    private const int StoredChunk = ArchiveLimits.ChunkLength + ArchiveChunk.TagLength;
    private const int VersionAt = 8;
    private const int PassesAt = 12;
    private const int MemoryAt = 16;

    [Fact]
    public async Task With_any_bit_changed_it_is_refused()
    {
        var file = await ArchiveBytes.WriteAsync(ArchiveSample.Everything);
        for (var bit = 0; bit < file.Length * 8; bit++)
        {
            var changed = file.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            // A cost that is within the bounds is tried; the test need not wait for it.
            if (bit / 8 is < PassesAt or >= MemoryAt + sizeof(uint))
                await ArchiveBytes.RefusalAsync(changed);
        }
    }

    [Fact]
    public async Task Cut_off_anywhere_it_is_refused()
    {
        var file = await ArchiveBytes.WriteAsync(ArchiveSample.Everything);
        for (var length = 0; length < file.Length; length++)
            (await ArchiveBytes.RefusalAsync(file[..length])).ShouldContain(
                length < 8 ? "not a WakuGrains archive" : "cut off"
            );
    }

    [Fact]
    public async Task Cut_off_between_two_chunks_it_is_refused_before_anything_is_missing()
    {
        var file = await SeveralChunksAsync();
        for (var chunks = 0; chunks < 3; chunks++)
            (
                await ArchiveBytes.RefusalAsync(file[..(ArchiveHeader.StoredLength + (chunks * StoredChunk))])
            ).ShouldContain("cut off");
    }

    [Fact]
    public async Task Chunks_that_are_exchanged_repeated_left_out_or_another_archives_are_refused()
    {
        var (file, other) = (await SeveralChunksAsync(), await SeveralChunksAsync());
        var head = file[..ArchiveHeader.StoredLength];
        byte[][] chunks = [.. file[head.Length..].Chunk(StoredChunk)];
        byte[][] foreign = [.. other[head.Length..].Chunk(StoredChunk)];
        chunks.Length.ShouldBe(4);
        (await ArchiveBytes.ReadAsync([.. head, .. chunks.SelectMany(chunk => chunk)])).Count.ShouldBe(41);

        await Refused(chunks[1], chunks[0], chunks[2], chunks[3]);
        await Refused(chunks[0], chunks[2], chunks[3]);
        await Refused(chunks[0], chunks[0], chunks[1], chunks[2], chunks[3]);
        await Refused(chunks[0], foreign[1], chunks[2], chunks[3]);
        await Refused(chunks[0], chunks[1], chunks[2], chunks[3], chunks[3]);
        await Refused(chunks[0], chunks[1], chunks[2], chunks[3], [0]);
        await Refused(foreign);

        async Task Refused(params byte[][] instead) =>
            (await ArchiveBytes.RefusalAsync([.. head, .. instead.SelectMany(chunk => chunk)])).ShouldContain(
                "damaged"
            );
    }

    [Fact]
    public async Task Another_passphrase_does_not_open_it()
    {
        var file = await ArchiveBytes.WriteAsync(ArchiveSample.Everything);
        foreach (var wrong in (string[])["", "correct horse battery stapl", "correct horse battery staple "])
        {
            using var passphrase = new SecretBytes(System.Text.Encoding.UTF8.GetBytes(wrong));
            (await ArchiveBytes.RefusalAsync(file, passphrase)).ShouldBe("The passphrase does not open the archive.");
        }
    }

    [Fact]
    public async Task Another_programs_file_is_no_archive()
    {
        (await ArchiveBytes.RefusalAsync([])).ShouldBe("The file is not a WakuGrains archive.");
        (await ArchiveBytes.RefusalAsync(new byte[1000])).ShouldBe("The file is not a WakuGrains archive.");
    }

    [Fact]
    public async Task A_file_of_another_version_is_refused_before_the_passphrase_is_tried()
    {
        var file = await ArchiveBytes.WriteAsync(ArchiveSample.Everything);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(VersionAt), 2);
        using var wrong = new SecretBytes([1]);
        (await ArchiveBytes.RefusalAsync(file, wrong)).ShouldBe(
            "The archive was written by another version of WakuGrains (format 2, this one reads 1)."
        );
    }

    [Theory]
    [InlineData(0u, 8u, false)]
    [InlineData(1u, 7u, false)]
    [InlineData(1u, 8u, true)]
    [InlineData(16u, 8u, true)]
    [InlineData(17u, 8u, false)]
    [InlineData(1u, 1024 * 1024 + 1u, false)]
    [InlineData(uint.MaxValue, uint.MaxValue, false)]
    public async Task A_cost_within_its_bounds_is_paid_and_no_other(uint passes, uint kibibytes, bool isTaken)
    {
        var file = await ArchiveBytes.WriteAsync(ArchiveSample.Everything);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(PassesAt), passes);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(MemoryAt), kibibytes);
        if (passes == ArchiveBytes.LowestCost.Passes && kibibytes == ArchiveBytes.LowestCost.Kibibytes)
            (await ArchiveBytes.ReadAsync(file)).Count.ShouldBe(ArchiveSample.Everything.Length);
        else
            (await ArchiveBytes.RefusalAsync(file)).ShouldContain(isTaken ? "passphrase" : "header is damaged");
    }

    [Fact]
    public void The_greatest_cost_is_within_the_bounds()
    {
        var header = ArchiveHeader.Draw(ArchiveLimits.MaxCost, new SeededRandom(1));
        var stored = new byte[ArchiveHeader.StoredLength];
        header.Encode().CopyTo(stored, 0);
        ArchiveHeader.Parse(stored).Cost.ShouldBe(ArchiveLimits.MaxCost);
    }

    private static Task<byte[]> SeveralChunksAsync() =>
        ArchiveBytes.WriteAsync(
            ArchiveSamples.Complete([
                .. Enumerable
                    .Range(0, 40)
                    .Select(i => new ArchiveRecord.Entity("test", $"{i}", [new("main", new byte[5500])])),
            ])
        );
}
