using System.Security.Cryptography;

namespace WakuGrains.Protocol.SecureTransport;

/// <summary>Derives the keys of the messages that one jump skips, in the order in which the deployed network counts them.</summary>
internal sealed class SkippedKeys(ulong firstSequence)
{
    private readonly List<SkippedMessageKey> keys = [];

    /// <summary>The keys derived so far.</summary>
    public IReadOnlyCollection<SkippedMessageKey> Keys => keys;

    /// <summary>The sequence number of the next key.</summary>
    public ulong NextSequence => firstSequence + (ulong)keys.Count;

    /// <summary>Derives the keys of messages [from, until) of a chain whose key stands at <paramref name="from"/>.</summary>
    public void Collect(ReadOnlySpan<byte> chainKey, EncodedKey chain, uint from, uint until)
    {
        Span<byte> walking = stackalloc byte[RatchetState.KeyLength];
        chainKey.CopyTo(walking);
        for (var n = from; n < until; n++)
        {
            var key = new byte[RatchetState.KeyLength];
            RatchetKdf.TakeMessageKey(walking, key);
            keys.Add(new SkippedMessageKey(new MessageKeyId(chain, n), NextSequence, key));
        }

        CryptographicOperations.ZeroMemory(walking);
    }
}
