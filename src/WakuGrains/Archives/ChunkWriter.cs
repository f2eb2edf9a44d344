using System.Security.Cryptography;

namespace WakuGrains.Archives;

/// <summary>Encrypts a sequence of bytes in chunks. Knows no records.</summary>
internal sealed class ChunkWriter(Stream output, AesGcm cipher) : IDisposable
{
    private readonly byte[] plaintext = new byte[ArchiveLimits.ChunkLength];
    private readonly byte[] stored = new byte[ArchiveLimits.ChunkLength + ArchiveChunk.TagLength];
    private int filled;
    private ulong number;

    /// <summary>Adds bytes.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            // A full chunk waits until there is more: it may be the last one.
            if (filled == plaintext.Length)
                await SealAsync(isLast: false, cancellationToken);
            var taken = Math.Min(bytes.Length, plaintext.Length - filled);
            bytes[..taken].CopyTo(plaintext.AsMemory(filled));
            filled += taken;
            bytes = bytes[taken..];
        }
    }

    /// <summary>Writes the last chunk.</summary>
    public ValueTask CompleteAsync(CancellationToken cancellationToken) => SealAsync(isLast: true, cancellationToken);

    /// <summary>Wipes what was not encrypted yet.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(plaintext);

    private ValueTask SealAsync(bool isLast, CancellationToken cancellationToken)
    {
        ArchiveChunk.Seal(cipher, number++, isLast, plaintext.AsSpan(0, filled), stored);
        var length = filled + ArchiveChunk.TagLength;
        filled = 0;
        return output.WriteAsync(stored.AsMemory(0, length), cancellationToken);
    }
}
