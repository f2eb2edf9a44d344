using WakuGrains.Archives;
using WakuGrains.Conformance;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Tests.Archives;

/// <summary>Archives in memory, at the lowest cost that Argon2id takes.</summary>
internal static class ArchiveBytes
{
    public static readonly PassphraseCost LowestCost = new(1, ArchiveLimits.MinKibibytes);

    public static SecretBytes Passphrase { get; } = new("correct horse battery staple"u8);

    public static async Task<byte[]> WriteAsync(
        IEnumerable<ArchiveRecord> records,
        IRandomSource? random = null,
        PassphraseCost? cost = null
    )
    {
        using var file = new MemoryStream();
        await ArchiveFileWriter.WriteAsync(
            file,
            Passphrase,
            cost ?? LowestCost,
            records.ToAsyncEnumerable(),
            random ?? SystemRandomSource.Instance,
            CancellationToken.None
        );
        return file.ToArray();
    }

    public static async Task<IReadOnlyList<ArchiveRecord>> ReadAsync(byte[] file, SecretBytes? passphrase = null)
    {
        using var stream = new MemoryStream(file);
        using var archive = await ArchiveFileReader.OpenAsync(
            stream,
            passphrase ?? Passphrase,
            Samples.Curve,
            CancellationToken.None
        );
        return await archive.ReadAllAsync(CancellationToken.None).ToListAsync();
    }

    /// <summary>The sentence with which a file is refused.</summary>
    public static async Task<string> RefusalAsync(byte[] file, SecretBytes? passphrase = null) =>
        (await Should.ThrowAsync<ArchiveException>(() => ReadAsync(file, passphrase))).Message;
}
