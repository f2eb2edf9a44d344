using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace WakuGrains.Sessions;

/// <summary>The once-keys of a session: one for each idempotency key, 33 bytes, and one for each envelope, 41 bytes.</summary>
internal static class OnceKeys
{
    private const byte Send = 1;
    private const byte Envelope = 2;
    private const byte Letter = 3;

    public static byte[] ForSend(string idempotencyKey) =>
        [Send, .. SHA256.HashData(Encoding.UTF8.GetBytes(idempotencyKey))];

    /// <summary>Of a message that was wrapped elsewhere; the id tells it from all others.</summary>
    public static byte[] ForLetter(ReadOnlyMemory<byte> messageId) => [Letter, .. messageId.Span];

    /// <summary>
    /// The hash alone would do. With the time in front of it the keys of one hour lie together in a store, and a repeat of the
    /// envelope has the same time.
    /// </summary>
    public static byte[] ForEnvelope(long timestampNanoseconds, ReadOnlySpan<byte> hash)
    {
        var key = new byte[1 + sizeof(long) + hash.Length];
        key[0] = Envelope;
        BinaryPrimitives.WriteInt64BigEndian(key.AsSpan(1), timestampNanoseconds);
        hash.CopyTo(key.AsSpan(1 + sizeof(long)));
        return key;
    }
}
