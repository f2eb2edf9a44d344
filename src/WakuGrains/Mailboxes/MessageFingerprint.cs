using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Mailboxes;

/// <summary>
/// Names a message of a mailbox so that a repeat of it is recognised and nothing can be read from the name: the first bytes of
/// HMAC-SHA256 over the sender's compressed key and the message id.
/// </summary>
public static class MessageFingerprint
{
    /// <summary>Length of the key, in bytes.</summary>
    public const int KeyLength = 32;

    /// <summary>Length of a fingerprint, in bytes: enough that two never meet by chance in one mailbox.</summary>
    public const int Length = 16;

    /// <summary>The fingerprint of a message under a key of 32 bytes.</summary>
    public static byte[] Of(ReadOnlySpan<byte> key, PublicKey sender, ReadOnlySpan<byte> messageId)
    {
        ArgumentNullException.ThrowIfNull(sender);
        Span<byte> hash = stackalloc byte[HmacSha256.Length];
        HmacSha256.Hash(key, sender.Compressed, messageId, hash);
        return hash[..Length].ToArray();
    }
}
