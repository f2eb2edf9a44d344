using System.Collections.Immutable;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.Application;

/// <summary>
/// What a message says about the conversation it belongs to. A receiver goes by the sender and ignores it; only the other devices
/// of the sender learn from it whom the message was for (facts app layer 2.2, 6).
/// </summary>
public static class ChatId
{
    /// <summary>Longest chat id that is kept, in characters: an uncompressed key in hex with room to spare.</summary>
    public const int MaxLength = 256;

    /// <summary>Of a conversation with one peer: its uncompressed key as 0x and hex.</summary>
    public static string Of(PublicKey peer) => IdentityText.Hex(peer);

    /// <summary>
    /// Of a message to several identities: 0x and the hex of a hash of all their keys and the sender's, so that it is the same for
    /// the same people and no identity's key.
    /// </summary>
    public static string Of(PublicKey sender, ImmutableArray<PublicKey> recipients)
    {
        ArgumentNullException.ThrowIfNull(sender);
        var keys = recipients
            .Add(sender)
            .Select(key => Convert.ToHexStringLower(key.Compressed))
            .Distinct()
            .Order(StringComparer.Ordinal);
        Span<byte> hash = stackalloc byte[Keccak256.Length];
        Keccak256.Hash(System.Text.Encoding.ASCII.GetBytes(string.Concat(keys)), hash);
        return "0x" + Convert.ToHexStringLower(hash);
    }
}
