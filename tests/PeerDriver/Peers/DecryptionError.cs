using WakuGrains.Messages;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Sessions;

namespace WakuGrains.PeerDriver.Peers;

/// <summary>Which kind of error an outcome is in the driver's words. Where those tell more cases apart, the message is looked at.</summary>
internal static class DecryptionError
{
    public static string Kind(
        EnvelopeOutcome failure,
        MessageEncryption encryption,
        InboundMessage inbound,
        DriverPeer peer,
        ISecp256k1 curve
    ) =>
        failure switch
        {
            EnvelopeOutcome.NotPaired => ErrorKind.NotPaired,
            EnvelopeOutcome.NotForThisDevice => ErrorKind.DeviceNotFound,
            EnvelopeOutcome.NoSession => ErrorKind.NoSession,
            EnvelopeOutcome.GroupKeyMissing => ErrorKind.GroupKeyMissing,
            EnvelopeOutcome.Duplicate => ErrorKind.AlreadyConsumed,
            EnvelopeOutcome.Desynchronised => ErrorKind.BadMac,
            EnvelopeOutcome.TooFarAhead => ErrorKind.TooManySkipped,
            EnvelopeOutcome.Unsupported => ErrorKind.Unsupported,
            EnvelopeOutcome.Malformed when inbound.Message.Entries.IsEmpty => ErrorKind.NoPayload,
            EnvelopeOutcome.Malformed when encryption == MessageEncryption.DiffieHellman => OfFallback(
                inbound.Message,
                peer,
                curve
            ),
            EnvelopeOutcome.Malformed => ErrorKind.Malformed,
            _ => throw new InvalidOperationException($"Opening a message does not end as {failure}."),
        };

    private static string OfFallback(ProtocolMessage message, DriverPeer peer, ISecp256k1 curve)
    {
        var entry =
            message.Entries.GetValueOrDefault(peer.InstallationId) ?? message.Entries[ProtocolMessage.AnyDevice];
        var isWhole =
            entry.Payload.Length >= DiffieHellmanFallback.Overhead && entry.DiffieHellman!.TryDecode(curve, out _);
        return isWhole ? ErrorKind.BadMac : ErrorKind.Malformed;
    }
}
