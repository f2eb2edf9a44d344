using System.Security.Cryptography;

namespace WakuGrains.Archives;

/// <summary>Decrypts a sequence of bytes from chunks. Gives out nothing that is not as it was written.</summary>
internal sealed class ChunkReader(Stream input, AesGcm cipher) : IDisposable
{
    private readonly byte[] plaintext = new byte[ArchiveLimits.ChunkLength];
    private byte[] stored = new byte[ArchiveLimits.ChunkLength + ArchiveChunk.TagLength];
    private byte[] following = new byte[ArchiveLimits.ChunkLength + ArchiveChunk.TagLength];
    private int followingLength;
    private ReadOnlyMemory<byte> rest;
    private ulong number;
    private bool isAtEnd;

    /// <summary>Fills a buffer; <see langword="false"/> when the sequence has ended before its first byte.</summary>
    /// <exception cref="ArchiveException">A chunk is not what was written, or the sequence ends within the buffer.</exception>
    public async ValueTask<bool> TryReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var wanted = buffer.Length;
        while (!buffer.IsEmpty)
        {
            if (rest.IsEmpty && !await TryOpenNextAsync(cancellationToken))
                return buffer.Length == wanted
                    ? false
                    : throw new ArchiveException("The archive ends within a record.");
            var taken = Math.Min(rest.Length, buffer.Length);
            rest[..taken].CopyTo(buffer);
            rest = rest[taken..];
            buffer = buffer[taken..];
        }

        return true;
    }

    /// <summary>Wipes what was decrypted.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(plaintext);

    private async ValueTask<bool> TryOpenNextAsync(CancellationToken cancellationToken)
    {
        if (isAtEnd)
            return false;
        if (number == 0)
            followingLength = await FillAsync(following, cancellationToken);
        (stored, following) = (following, stored);
        var length = followingLength;
        // Only what nothing follows can be the last chunk.
        followingLength = await FillAsync(following, cancellationToken);
        isAtEnd = followingLength == 0;
        if (!ArchiveChunk.TryOpen(cipher, number, isAtEnd, stored.AsSpan(0, length), Plain(length)))
            throw new ArchiveException($"The archive is damaged or cut off: chunk {number} is not what was written.");
        number++;
        rest = plaintext.AsMemory(0, length - ArchiveChunk.TagLength);
        return true;
    }

    private Span<byte> Plain(int storedLength) =>
        plaintext.AsSpan(0, Math.Max(0, storedLength - ArchiveChunk.TagLength));

    private ValueTask<int> FillAsync(byte[] buffer, CancellationToken cancellationToken) =>
        input.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
}
