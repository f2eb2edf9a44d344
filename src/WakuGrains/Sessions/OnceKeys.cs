using System.Security.Cryptography;
using System.Text;

namespace WakuGrains.Sessions;

/// <summary>The once-keys of a session: one for each idempotency key and one for each envelope, 33 bytes.</summary>
internal static class OnceKeys
{
    private const byte Send = 1;
    private const byte Envelope = 2;

    public static byte[] ForSend(string idempotencyKey) =>
        [Send, .. SHA256.HashData(Encoding.UTF8.GetBytes(idempotencyKey))];

    public static byte[] ForEnvelope(ReadOnlySpan<byte> hash) => [Envelope, .. hash];
}
