using System.Security.Cryptography;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Topics;

/// <summary>The topic that only we and one peer know (facts 7).</summary>
/// <param name="ContentTopic">The content topic.</param>
/// <param name="Key">The frame key, 32 bytes.</param>
public sealed record NegotiatedTopic(string ContentTopic, SecretBytes Key)
{
    private const int SecretLength = 32;

    /// <summary>The topic of two identities, from their static shared secret. Slow: it is kept in the state.</summary>
    public static NegotiatedTopic Of(ISecp256k1 curve, KeyPair own, PublicKey peer)
    {
        ArgumentNullException.ThrowIfNull(curve);
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(peer);
        Span<byte> secret = stackalloc byte[SecretLength];
        if (!curve.TryComputeSharedX(own.PrivateKey, peer.Uncompressed, secret))
            throw new CryptographicException("A public key that was checked to be on the curve was refused.");
        var topic = StatusTopics.Negotiated(secret);
        CryptographicOperations.ZeroMemory(secret);
        return new(topic.ContentTopic.ToString(), topic.DeriveKey());
    }

    /// <summary>The content topic; never the key.</summary>
    public override string ToString() => $"NegotiatedTopic({ContentTopic})";
}
