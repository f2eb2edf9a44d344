using WakuGrains.Inbound;
using WakuGrains.Messages;
using WakuGrains.Protocol.Application;
using WakuGrains.Sessions;
using WakuGrains.Trust;

namespace WakuGrains.Silo.Api;

/// <summary>An identity's sessions.</summary>
internal sealed record SessionListView(IReadOnlyList<SessionView> Sessions);

/// <summary>A session. The devices that are written to come first; failures are shown of a single session only.</summary>
internal sealed record SessionView(
    string Peer,
    string PeerHex,
    string Installation,
    bool OwnIdentity,
    PeerTrust Trust,
    IReadOnlyList<DeviceView> Devices,
    int HeldMessages,
    int PendingAcknowledgements,
    DateTimeOffset? AnsweredAt,
    IReadOnlyList<FailureView>? RecentFailures
)
{
    public static SessionView Of(SessionInfo session) =>
        new(
            IdentityText.Compressed(session.Peer),
            IdentityText.Hex(session.Peer),
            session.Installation.InstallationId,
            session.IsOwnIdentity,
            session.Trust,
            [.. session.Devices.Select(DeviceView.Of)],
            session.HeldMessages,
            session.PendingAcknowledgements,
            session.AnsweredAt,
            RecentFailures: null
        );

    public static SessionView Of(SessionDetails details) =>
        Of(details.Session) with
        {
            RecentFailures = [.. details.RecentFailures.Select(FailureView.Of)],
        };
}

/// <summary>A device of a peer, and the ratchet sessions with it: at most one of them sends.</summary>
internal sealed record DeviceView(
    string InstallationId,
    DateTimeOffset ActiveAt,
    uint PrekeyVersion,
    bool Enabled,
    bool Active,
    bool NegotiatedTopic,
    IReadOnlyList<RatchetView> Sessions
)
{
    public static DeviceView Of(DeviceInfo device) =>
        new(
            device.InstallationId,
            device.ActiveAt,
            device.PrekeyVersion,
            device.IsEnabled,
            device.IsActive,
            device.UsesNegotiatedTopic,
            [.. device.Sessions.Select(RatchetView.Of)]
        );
}

/// <summary>A Double Ratchet session; public values only.</summary>
internal sealed record RatchetView(
    string SignedPrekey,
    bool Initiator,
    bool Confirmed,
    bool Sends,
    uint Sent,
    uint Received,
    int SkippedKeys,
    DateTimeOffset UsedAt
)
{
    public static RatchetView Of(RatchetInfo ratchet) =>
        new(
            "0x" + ratchet.SignedPrekey,
            ratchet.IsInitiator,
            ratchet.IsConfirmed,
            ratchet.Sends,
            ratchet.Sent,
            ratchet.Received,
            ratchet.SkippedKeys,
            ratchet.UsedAt
        );
}

/// <summary>A message of the peer that was not read. The outcome is the code that the metrics show.</summary>
internal sealed record FailureView(
    DateTimeOffset At,
    string Outcome,
    MessageEncryption Encryption,
    Engine.TopicKind Topic
)
{
    public static FailureView Of(InboundFailure failure) =>
        new(failure.At, failure.Outcome.Code(), failure.Encryption, failure.Topic);
}
