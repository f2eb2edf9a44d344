using System.Security.Cryptography;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Testing;

/// <summary>
/// Watches which message keys encrypt what. A ratchet key and a number name one message key, a Diffie-Hellman ephemeral key
/// names one too: two ciphertexts under one of them are two plaintexts, or one plaintext encrypted twice.
/// </summary>
public sealed class KeyUse
{
    private readonly Dictionary<string, byte[]> ciphertexts = new(StringComparer.Ordinal);
    private readonly List<string> usedTwice = [];

    /// <summary>Message keys seen.</summary>
    public int Keys => ciphertexts.Count;

    /// <summary>Message keys that encrypted more than one thing.</summary>
    public IReadOnlyList<string> UsedTwice => usedTwice;

    /// <summary>Takes an entry from the wire.</summary>
    public void Add(EncryptedEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var digest = SHA256.HashData(entry.Payload.Span);
        var key = Name(entry);
        if (!ciphertexts.TryAdd(key, digest) && !ciphertexts[key].AsSpan().SequenceEqual(digest))
            usedTwice.Add(key);
    }

    private static string Name(EncryptedEntry entry) =>
        entry switch
        {
            { Ratchet.Header: var header } => $"{Convert.ToHexStringLower(header.Key.Bytes)} {header.N}",
            { DiffieHellman: { } key } => Convert.ToHexStringLower(key.Bytes),
            _ => throw new ArgumentException("An entry that this silo never sends.", nameof(entry)),
        };
}
