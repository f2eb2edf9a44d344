using Google.Protobuf;
using WakuGrains.Engine;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;
using WakuGrains.Topics;

namespace WakuGrains.Installations;

/// <summary>Where a contact code is published and with which key; derived once, because the derivation is slow.</summary>
/// <param name="ContentTopic">The content topic.</param>
/// <param name="Key">The symmetric key.</param>
public sealed record ContactCodeTopic(string ContentTopic, SecretBytes Key)
{
    /// <summary>The contact code topic of an identity (facts 8.1).</summary>
    public static ContactCodeTopic Of(PublicKey identity)
    {
        var topic = StatusTopics.ContactCode(identity);
        return new(topic.ContentTopic.ToString(), topic.DeriveKey());
    }
}

/// <summary>Builds the contact code: our bundle for everybody who knows our key (facts 6.7).</summary>
public static class ContactCode
{
    /// <summary>The envelope to publish.</summary>
    public static Envelope Build(OwnDevice device, ContactCodeTopic topic, Turn turn)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(topic);
        var advertisement = ApplicationMetadata.Wrap(
            turn.Curve,
            device.Identity,
            ApplicationMessageType.ContactCodeAdvertisement,
            []
        );
        var message = ProtocolMessage.ForPublic(device.Key.InstallationId, device.Bundle, advertisement);
        return SealedEnvelope.OnTopic(message, device.Identity, topic.ContentTopic, topic.Key, turn);
    }
}
