using System.Buffers.Binary;

namespace WakuGrains.Protocol.SecureTransport;

/// <summary>The header of a ratchet message; all of it is authenticated (facts 3.2).</summary>
/// <param name="Key">The sender's ratchet key.</param>
/// <param name="N">Number of the message in its sending chain, from 0.</param>
/// <param name="Pn">Length of the sender's previous sending chain.</param>
public readonly record struct RatchetHeader(EncodedKey Key, uint N, uint Pn)
{
    /// <summary>Longest associated data: two counters and a 33-byte key.</summary>
    internal const int MaxAssociatedDataLength = 4 + 4 + 33;

    /// <summary>Writes LE32(n) || LE32(pn) || key and returns the part written.</summary>
    internal ReadOnlySpan<byte> WriteAssociatedData(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(destination, N);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[4..], Pn);
        Key.Bytes.CopyTo(destination[8..]);
        return destination[..(8 + Key.Bytes.Length)];
    }
}
