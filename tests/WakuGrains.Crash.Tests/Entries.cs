using System.Text;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Crash.Tests;

/// <summary>Made-up entries.</summary>
internal static class Entries
{
    private static readonly EncodedKey Key = EncodedKey.Parse(new byte[33]);

    /// <summary>The entry of a ratchet message.</summary>
    public static EncryptedEntry Make(uint n, string ciphertext) =>
        new(
            X3dh: null,
            new RatchetMessageHeader(new RatchetHeader(Key, n, Pn: 0), Key),
            DiffieHellman: null,
            HashRatchet: null,
            Encoding.UTF8.GetBytes(ciphertext)
        );
}
