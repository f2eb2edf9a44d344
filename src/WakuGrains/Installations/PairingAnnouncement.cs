using WakuGrains.Engine;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;
using WakuGrains.Topics;

namespace WakuGrains.Installations;

/// <summary>
/// The message by which a device tells the others of its identity that it is there. By the Diffie-Hellman fallback, so that
/// devices that are not paired yet can read it; our bundle comes with it (facts 6.6).
/// </summary>
public static class PairingAnnouncement
{
    // The deployed app refuses a pairing message without a name.
    private const string Nameless = "WakuGrains";

    /// <summary>The envelope to publish.</summary>
    /// <param name="device">The device that announces itself.</param>
    /// <param name="name">What it is called; a name of ours when empty.</param>
    /// <param name="turn">The turn.</param>
    public static Envelope Build(OwnDevice device, string name, Turn turn)
    {
        ArgumentNullException.ThrowIfNull(device);
        var pairing = new PairingMessage(
            turn.NowMilliseconds,
            device.Key.InstallationId,
            device.Settings.DeviceType,
            string.IsNullOrWhiteSpace(name) ? Nameless : name,
            device.Settings.ProtocolVersion
        );
        var wrapped = ApplicationMetadata.Wrap(
            turn.Curve,
            device.Identity,
            ApplicationMessageType.SyncPairInstallation,
            pairing.Encode()
        );
        var own = device.Identity.PublicKey;
        var (key, payload) = DiffieHellmanFallback.Seal(turn.Curve, own, wrapped, turn.Random);
        var entry = new EncryptedEntry(X3dh: null, Ratchet: null, key, HashRatchet: null, payload);
        var message = ProtocolMessage.ForAnyDevice(device.Key.InstallationId, device.Bundle, entry);
        return SealedEnvelope.OnPartition(message, device.Identity, own, turn);
    }
}
