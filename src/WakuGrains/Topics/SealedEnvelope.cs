using WakuGrains.Engine;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Topics;

/// <summary>Puts a message into a frame that its author has signed, and the frame on its topic (facts 8). Pure.</summary>
internal static class SealedEnvelope
{
    /// <summary>For whoever has the key of a topic.</summary>
    public static Envelope OnTopic(
        ProtocolMessage message,
        KeyPair author,
        string contentTopic,
        SecretBytes key,
        Turn turn
    ) => For(PayloadV1.SealSymmetric(turn.Curve, message.Encode(), author, key.Span, turn.Random), contentTopic, turn);

    /// <summary>For one identity, on its partition of the discovery topics.</summary>
    public static Envelope OnPartition(ProtocolMessage message, KeyPair author, PublicKey recipient, Turn turn) =>
        For(
            PayloadV1.SealAsymmetric(turn.Curve, message.Encode(), author, recipient, turn.Random),
            StatusTopics.Partitioned(recipient).ContentTopic.ToString(),
            turn
        );

    private static Envelope For(byte[] frame, string contentTopic, Turn turn) =>
        new(StatusTopics.DefaultPubsubTopic, WakuMessage.ForStatus(frame, contentTopic, turn.NowNanoseconds));
}
