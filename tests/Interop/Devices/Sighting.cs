using System.Collections.Immutable;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Interop.Tests.Devices;

/// <summary>What somebody who knows the identity keys of both sides sees of an envelope on its way. No ratchet is needed for it.</summary>
/// <param name="Envelope">The envelope.</param>
/// <param name="Sender">The identity that signed the frame.</param>
/// <param name="SenderInstallation">The device that sent it.</param>
/// <param name="Recipient">The identity that it is encrypted for; null when it is public.</param>
/// <param name="Entries">The installation ids that it holds a ciphertext for.</param>
/// <param name="Advertised">The installation ids in its bundles.</param>
/// <param name="Reached">The devices that were there when it was published.</param>
internal sealed record Sighting(
    Envelope Envelope,
    string Sender,
    string SenderInstallation,
    string? Recipient,
    ImmutableHashSet<string> Entries,
    ImmutableHashSet<string> Advertised,
    ImmutableArray<INetworkDevice> Reached
)
{
    /// <summary>Whether it is a contact code.</summary>
    public bool IsPublic => Recipient is null;

    /// <summary>Whether it is encrypted for whatever device the recipient has.</summary>
    public bool IsForAnyDevice => Entries.Contains(ProtocolMessage.AnyDevice);

    /// <summary>Whether it is from a device.</summary>
    public bool IsFrom(INetworkDevice device) =>
        SenderInstallation == device.InstallationId && Sender == device.Identity;

    /// <summary>Whether a device was there and can decrypt it: it has an entry of its own, or the one for any device.</summary>
    public bool IsFor(INetworkDevice device) =>
        Reached.Contains(device)
        && !IsFrom(device)
        && Recipient == device.Identity
        && (IsForAnyDevice || Entries.Contains(device.InstallationId));

    /// <summary>From whom, for whom.</summary>
    public override string ToString() =>
        $"{Envelope} from {SenderInstallation} for {(IsPublic ? "everybody" : string.Join(", ", Entries))}";
}
