using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using WakuGrains.Engine;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Archives;

/// <summary>Reads an archive that <see cref="ArchiveFileWriter"/> wrote. What is in memory does not grow with the archive.</summary>
public sealed class ArchiveFileReader : IDisposable
{
    private readonly Stream input;
    private readonly ArchiveKeys keys;
    private readonly ISecp256k1 curve;

    private ArchiveFileReader(Stream input, ArchiveKeys keys, ISecp256k1 curve)
    {
        this.input = input;
        this.keys = keys;
        this.curve = curve;
    }

    /// <summary>Opens an archive. The stream can seek, stands at its beginning and is not closed.</summary>
    /// <exception cref="ArchiveException">It is no archive, of another version, cut off, or the passphrase is wrong.</exception>
    public static async Task<ArchiveFileReader> OpenAsync(
        Stream input,
        SecretBytes passphrase,
        ISecp256k1 curve,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(passphrase);
        var beginning = new byte[ArchiveHeader.StoredLength];
        var length = await input.ReadAtLeastAsync(
            beginning,
            beginning.Length,
            throwOnEndOfStream: false,
            cancellationToken
        );
        var header = ArchiveHeader.Parse(beginning.AsSpan(0, length));
        var derived = ArchiveKeys.Derive(passphrase, header);
        if (derived.Verify(beginning.AsSpan(0, ArchiveHeader.Length), beginning.AsSpan(ArchiveHeader.Length)))
            return new(input, derived, curve);
        derived.Dispose();
        throw new ArchiveException("The passphrase does not open the archive.");
    }

    /// <summary>Reads the records from the first one on; may be done again.</summary>
    /// <exception cref="ArchiveException">The archive is damaged, cut off or of a newer version.</exception>
    public IAsyncEnumerable<ArchiveRecord> ReadAllAsync(CancellationToken cancellationToken) =>
        ReadAsync(cancellationToken).InOrderAsync(cancellationToken);

    /// <summary>Wipes the keys.</summary>
    public void Dispose() => keys.Dispose();

    private async IAsyncEnumerable<ArchiveRecord> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        input.Position = ArchiveHeader.StoredLength;
        using var cipher = keys.CreateCipher();
        using var chunks = new ChunkReader(input, cipher);
        var prefix = new byte[sizeof(uint)];
        while (await chunks.TryReadAsync(prefix, cancellationToken))
        {
            var record = new byte[BoundedLength(BinaryPrimitives.ReadUInt32BigEndian(prefix))];
            if (!await chunks.TryReadAsync(record, cancellationToken))
                throw new ArchiveException("The archive ends within a record.");
            yield return Decode(record);
        }
    }

    private static uint BoundedLength(uint length) =>
        length <= ArchiveLimits.MaxRecordLength
            ? length
            : throw new ArchiveException(
                $"The archive holds a record of {length} bytes; this version reads {ArchiveLimits.MaxRecordLength} at most."
            );

    private ArchiveRecord Decode(byte[] record)
    {
        try
        {
            return ArchiveRecordCodec.Decode(curve, record);
        }
        catch (StateFormatException exception)
        {
            throw new ArchiveException($"The archive cannot be read: {exception.Message}", exception);
        }
    }
}
