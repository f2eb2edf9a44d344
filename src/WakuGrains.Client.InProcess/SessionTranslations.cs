using System.Text.Json;
using WakuGrains.Inbound;
using WakuGrains.Messages;
using WakuGrains.Protocol.Application;
using WakuGrains.Sessions;

namespace WakuGrains.Client.InProcess;

/// <summary>The messaging model's sessions in the client's words.</summary>
internal static class SessionTranslations
{
    public static WakuSession Session(SessionInfo session) =>
        new(
            IdentityText.Compressed(session.Peer),
            session.IsOwnIdentity,
            TrustTranslations.Decision(session.Trust),
            [.. session.Devices.Select(Device)],
            session.HeldMessages,
            session.PendingAcknowledgements,
            session.AnsweredAt,
            RecentFailures: null
        );

    public static WakuSession Session(SessionDetails details) =>
        Session(details.Session) with
        {
            RecentFailures = [.. details.RecentFailures.Select(Failure)],
        };

    private static WakuDevice Device(DeviceInfo device) =>
        new(
            device.InstallationId,
            device.ActiveAt,
            device.PrekeyVersion,
            device.IsEnabled,
            device.IsActive,
            device.UsesNegotiatedTopic,
            [.. device.Sessions.Select(Ratchet)]
        );

    private static WakuRatchet Ratchet(RatchetInfo ratchet) =>
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

    private static WakuFailure Failure(InboundFailure failure) =>
        new(failure.At, failure.Outcome.Code(), Name(failure.Encryption), Name(failure.Topic));

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
