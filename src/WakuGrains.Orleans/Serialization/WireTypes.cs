using Orleans.Serialization.Cloning;
using Orleans.Serialization.Configuration;
using WakuGrains.Archives;
using WakuGrains.Devices;
using WakuGrains.Engine;
using WakuGrains.Engine.Pages;
using WakuGrains.Groups;
using WakuGrains.Identities;
using WakuGrains.Inbound;
using WakuGrains.Installations;
using WakuGrains.Mailboxes;
using WakuGrains.Messages;
using WakuGrains.Orleans.Serialization;
using WakuGrains.Ports;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;
using WakuGrains.Sending;
using WakuGrains.Sessions;
using WakuGrains.Trust;

[assembly: TypeManifestProvider(typeof(WireTypes))]

namespace WakuGrains.Orleans.Serialization;

/// <summary>
/// The types of the messaging model as silos and clients name them to one another: a name stays when a type moves. Those that never
/// change are handed over as they are where caller and grain are in one silo, as the embedded engine does it.
/// </summary>
/// <remarks>
/// Handed over with their secrets are <see cref="OwnDevice"/>, <see cref="IdentitySecrets"/>, <see cref="KeyPair"/> and
/// <see cref="TopicListener"/>: no entity wipes these (see <see cref="IEntityDefinition{TState}.Wipe"/> and who implements it), and
/// who gets them must not either. <see cref="GroupKey"/> and <see cref="SecretBytes"/> are copied, because who gets them may.
/// </remarks>
internal sealed class WireTypes : TypeManifestProviderBase
{
    protected override void ConfigureInner(TypeManifestOptions options)
    {
        AddKeys(options);
        AddAnswers(options);
        AddMessages(options);
        AddProtocol(options);
        AddFaults(options);
    }

    private static void AddKeys(TypeManifestOptions options)
    {
        Share<IdentityKey>(options, "IdentityKey");
        Share<InstallationKey>(options, "InstallationKey");
        Share<SessionKey>(options, "SessionKey");
        Share<GroupAddress>(options, "GroupAddress");
        Share<IdentitySecrets>(options, "IdentitySecrets");
        Share<OwnDevice>(options, "OwnDevice");
        Share<OwnPrekey>(options, "OwnPrekey");
        Share<KnownDevice>(options, "KnownDevice");
        Share<InstallationSettings>(options, "InstallationSettings");
        Share<TopicKind>(options, "TopicKind");
        Share<TopicListener>(options, "TopicListener");
        Share<TrustPolicy>(options, "TrustPolicy");
        Share<PeerTrust>(options, "PeerTrust");
    }

    private static void AddAnswers(TypeManifestOptions options)
    {
        Share<IdentityInfo>(options, "IdentityInfo");
        Share<Contact>(options, "Contact");
        Share<InstallationInfo>(options, "InstallationInfo");
        Share<SessionInfo>(options, "SessionInfo");
        Share<DeviceInfo>(options, "DeviceInfo");
        Share<RatchetInfo>(options, "RatchetInfo");
        Share<GroupInfo>(options, "GroupInfo");
        Share<GroupKeyInfo>(options, "GroupKeyInfo");
        Share<GroupKeysLearnt>(options, "GroupKeysLearnt");
        Share<SendReceipt>(options, "SendReceipt");
        Share<ReceiveResult>(options, "ReceiveResult");
        Share<EnvelopeOutcome>(options, "EnvelopeOutcome");
        Share<MessageEncryption>(options, "MessageEncryption");
        Share<AnswerOutcome>(options, "AnswerOutcome");
        Share<SentMessage>(options, "SentMessage");
        Share<SentStatus>(options, "SentStatus");
        Share<RecipientStatus>(options, "RecipientStatus");
        Share<MailboxStatus>(options, "MailboxStatus");
    }

    private static void AddMessages(TypeManifestOptions options)
    {
        Share<OutboundContent>(options, "OutboundContent");
        Share<OutboundContent.Text>(options, "OutboundContent.Text");
        Share<OutboundContent.Data>(options, "OutboundContent.Data");
        Share<InboundMessage>(options, "InboundMessage");
        Share<HeldMessage>(options, "HeldMessage");
        Share<Letter>(options, "Letter");
        Share<MessageContent>(options, "MessageContent");
        Share<MessageDirection>(options, "MessageDirection");
        Share<MailboxMessage>(options, "MailboxMessage");
        Share<OpenedFrame>(options, "OpenedFrame");
        Share<SentUpdate>(options, "SentUpdate");
        Share<SentUpdate.Accepted>(options, "SentUpdate.Accepted");
        Share<SentUpdate.Published>(options, "SentUpdate.Published");
        Share<SentUpdate.Delivered>(options, "SentUpdate.Delivered");
    }

    private static void AddProtocol(TypeManifestOptions options)
    {
        Share<PublicKey>(options, "PublicKey");
        Share<EncodedKey>(options, "EncodedKey");
        Share<KeyPair>(options, "KeyPair");
        Name<SecretBytes>(options, "SecretBytes");
        Name<GroupKey>(options, "GroupKey");
        Share<Bundle>(options, "Bundle");
        Share<BundleEntry>(options, "BundleEntry");
        Share<ProtocolMessage>(options, "ProtocolMessage");
        Share<PairingMessage>(options, "PairingMessage");
        Share<Envelope>(options, "Envelope");
        Share<WakuMessage>(options, "WakuMessage");
        Share<MessageHash>(options, "MessageHash");
    }

    private static void AddFaults(TypeManifestOptions options)
    {
        Name<InvalidRequestException>(options, "InvalidRequestException");
        Name<IdempotencyConflictException>(options, "IdempotencyConflictException");
        Name<IdentityNotFoundException>(options, "IdentityNotFoundException");
        Name<IdentityConflictException>(options, "IdentityConflictException");
        Name<IdentityChangedException>(options, "IdentityChangedException");
        Name<InstallationNotFoundException>(options, "InstallationNotFoundException");
        Name<SessionNotFoundException>(options, "SessionNotFoundException");
        Name<GroupNotFoundException>(options, "GroupNotFoundException");
        Name<PeerNotTrustedException>(options, "PeerNotTrustedException");
        Name<EnvelopeNotTakenException>(options, "EnvelopeNotTakenException");
        Name<WakuNodeException>(options, "WakuNodeException");
        Name<StoreUnavailableException>(options, "StoreUnavailableException");
        Name<StoreConflictException>(options, "StoreConflictException");
        Name<StateFormatException>(options, "StateFormatException");
        Name<EntityFullException>(options, "EntityFullException");
        Name<ArchiveException>(options, "ArchiveException");
    }

    private static void Share<T>(TypeManifestOptions options, string name)
    {
        options.Copiers.Add(typeof(ShallowCopier<T>));
        Name<T>(options, name);
    }

    private static void Name<T>(TypeManifestOptions options, string name) =>
        options.WellKnownTypeAliases.Add($"waku.{name}", typeof(T));
}
