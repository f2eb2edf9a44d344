using System.Buffers.Binary;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Archives;

/// <summary>
/// Writes an archive: a header, its code, and chunks of <see cref="ArchiveLimits.ChunkLength"/> bytes, the last one shorter or
/// as long. In the chunks each record stands after its length (4). What is in memory does not grow with the archive.
/// </summary>
public static class ArchiveFileWriter
{
    /// <summary>Writes records under a passphrase. The stream is neither flushed nor closed.</summary>
    /// <exception cref="ArchiveException">The records are out of order, end too early, or one is too large.</exception>
    public static Task WriteAsync(
        Stream output,
        SecretBytes passphrase,
        IAsyncEnumerable<ArchiveRecord> records,
        IRandomSource random,
        CancellationToken cancellationToken
    ) => WriteAsync(output, passphrase, PassphraseCost.Moderate, records, random, cancellationToken);

    /// <summary>The same at a cost that the caller chooses.</summary>
    internal static async Task WriteAsync(
        Stream output,
        SecretBytes passphrase,
        PassphraseCost cost,
        IAsyncEnumerable<ArchiveRecord> records,
        IRandomSource random,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(passphrase);
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(random);
        var header = ArchiveHeader.Draw(cost, random);
        using var keys = ArchiveKeys.Derive(passphrase, header);
        var encoded = header.Encode();
        await output.WriteAsync(encoded, cancellationToken);
        await output.WriteAsync(keys.Authenticate(encoded), cancellationToken);

        using var cipher = keys.CreateCipher();
        using var chunks = new ChunkWriter(output, cipher);
        await foreach (var record in records.InOrderAsync(cancellationToken))
            await WriteAsync(chunks, record, cancellationToken);
        await chunks.CompleteAsync(cancellationToken);
    }

    private static async ValueTask WriteAsync(
        ChunkWriter chunks,
        ArchiveRecord record,
        CancellationToken cancellationToken
    )
    {
        var bytes = ArchiveRecordCodec.Encode(record);
        if (bytes.Length > ArchiveLimits.MaxRecordLength)
            throw new ArchiveException(
                $"A record ({record.GetType().Name}) of {bytes.Length} bytes is more than the {ArchiveLimits.MaxRecordLength} that an archive takes."
            );
        var length = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(length, (uint)bytes.Length);
        await chunks.WriteAsync(length, cancellationToken);
        await chunks.WriteAsync(bytes, cancellationToken);
    }
}
