using WakuGrains.Engine;
using WakuGrains.PeerDriver.Json;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.PeerDriver.Peers;

/// <summary>A kind of topic and the topic of that kind.</summary>
internal sealed record Channel(StatusTopic Topic, bool IsSymmetric)
{
    public const string ContactCode = "contact_code";
    public const string Partitioned = "partitioned";
    public const string Personal = "personal";
    public const string Negotiated = "negotiated";
    public const string Public = "public";

    private const int SecretLength = 32;

    /// <summary>The channel of a kind.</summary>
    /// <param name="peer">Whose side it is seen from.</param>
    /// <param name="kind">One of the constants.</param>
    /// <param name="to">The other side; ourselves for our own contact code.</param>
    /// <param name="chat">The chat of a public channel.</param>
    /// <param name="curve">The curve.</param>
    public static Channel Of(DriverPeer peer, string kind, PublicKey? to, string? chat, ISecp256k1 curve) =>
        kind switch
        {
            ContactCode => new(StatusTopics.ContactCode(to ?? peer.PublicKey), IsSymmetric: true),
            Partitioned => new(StatusTopics.Partitioned(Require(to)), IsSymmetric: false),
            Personal => new(StatusTopics.Personal(Require(to)), IsSymmetric: false),
            Negotiated => new(StatusTopics.Negotiated(Secret(peer, Require(to), curve)), IsSymmetric: true),
            Public => new(StatusTopics.Chat(chat ?? throw Request.Bad("chat is missing")), IsSymmetric: true),
            _ => throw Request.Bad($"unknown kind {kind}"),
        };

    /// <summary>The name of a listener's kind.</summary>
    public static string Name(TopicKind kind) =>
        kind switch
        {
            TopicKind.ContactCode => ContactCode,
            TopicKind.Partitioned => Partitioned,
            TopicKind.Personal => Personal,
            TopicKind.Negotiated => Negotiated,
            TopicKind.Group => Public,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind."),
        };

    /// <summary>The static secret of two identities (facts 7).</summary>
    public static byte[] Secret(DriverPeer peer, PublicKey to, ISecp256k1 curve)
    {
        var secret = new byte[SecretLength];
        return curve.TryComputeSharedX(peer.KeyPair.PrivateKey, to.Uncompressed, secret)
            ? secret
            : throw new InvalidOperationException("A public key that was checked to be on the curve was refused.");
    }

    private static PublicKey Require(PublicKey? to) => to ?? throw Request.Bad("the other side is missing");
}
