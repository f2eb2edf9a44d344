using System.Globalization;
using System.Numerics;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.Waku;

/// <summary>The topics of the Status network and what each is named after (facts 8.1). Knows nothing of who listens.</summary>
public static class StatusTopics
{
    /// <summary>The pubsub topic of one-to-one messages and contact codes.</summary>
    public const string DefaultPubsubTopic = "/waku/2/rs/16/32";

    private const string Discovery = "contact-discovery-";
    private const int Partitions = 5000;
    private const int SecretLength = 32;

    /// <summary>Where an identity publishes its bundle. Frames are symmetric.</summary>
    public static StatusTopic ContactCode(PublicKey identity) => new($"0x{Hex(identity)}-contact-code");

    /// <summary>Where first contact is made, shared with one identity in 5000. Frames are ECIES.</summary>
    public static StatusTopic Partitioned(PublicKey identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        var partition = new BigInteger(identity.X, isUnsigned: true, isBigEndian: true) % Partitions;
        return new(Discovery + partition.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>An identity's own discovery topic. Frames are ECIES.</summary>
    public static StatusTopic Personal(PublicKey identity) => new(Discovery + Hex(identity));

    /// <summary>The topic of two identities that share a secret. Frames are symmetric.</summary>
    /// <param name="sharedSecret">ECDH of the two identity keys, 32 bytes (facts 7).</param>
    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public static StatusTopic Negotiated(ReadOnlySpan<byte> sharedSecret) =>
        sharedSecret.Length == SecretLength
            ? new(Convert.ToHexStringLower(sharedSecret))
            : throw new ArgumentException($"The shared secret is {SecretLength} bytes.", nameof(sharedSecret));

    /// <summary>A public chat or community channel, by its id. Frames are symmetric.</summary>
    public static StatusTopic Chat(string chatId)
    {
        ArgumentNullException.ThrowIfNull(chatId);
        return new(chatId);
    }

    private static string Hex(PublicKey identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        return Convert.ToHexStringLower(identity.Uncompressed);
    }
}
