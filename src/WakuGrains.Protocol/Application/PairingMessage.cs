using System.Diagnostics.CodeAnalysis;
using System.Text;
using Google.Protobuf;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Protocol.Application;

/// <summary>
/// What a device tells the other devices of its identity about itself: SYNC_PAIR_INSTALLATION (facts 1.4). Counts only when it is
/// signed by the identity itself, which is not known here.
/// </summary>
/// <param name="ClockMilliseconds">The sender's clock.</param>
/// <param name="InstallationId">The device.</param>
/// <param name="DeviceType">What kind of device it is, such as <c>ios</c>.</param>
/// <param name="Name">What its user calls it.</param>
/// <param name="ProtocolVersion">What its bundles announce.</param>
public sealed record PairingMessage(
    ulong ClockMilliseconds,
    string InstallationId,
    string DeviceType,
    string Name,
    uint ProtocolVersion
)
{
    private static readonly MessageParser<SyncPairInstallation> Parser =
        SyncPairInstallation.Parser.WithDiscardUnknownFields(true);

    /// <summary>The protobuf form.</summary>
    public byte[] Encode()
    {
        Utf8Text.Require(DeviceType);
        Utf8Text.Require(Name);
        return new SyncPairInstallation
        {
            Clock = ClockMilliseconds,
            InstallationId = InstallationId,
            DeviceType = DeviceType,
            Name = Name,
            Version = ProtocolVersion,
        }.ToByteArray();
    }

    /// <summary>Reads a pairing message. Nothing of a peer throws.</summary>
    /// <returns>
    /// <see langword="false"/> when it is none, when id, name or type are blank, as the deployed app has it, or longer than their
    /// limits.
    /// </returns>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out PairingMessage? message)
    {
        message = null;
        if (
            !ProtoReader.TryParse(Parser, bytes, out var proto)
            || !IsWithin(proto.InstallationId, SecureTransportLimits.MaxInstallationIdLength)
            || !IsWithin(proto.Name, ApplicationLimits.MaxDeviceNameLength)
            || !IsWithin(proto.DeviceType, ApplicationLimits.MaxDeviceNameLength)
        )
            return false;
        message = new(proto.Clock, proto.InstallationId, proto.DeviceType, proto.Name, proto.Version);
        return true;
    }

    private static bool IsWithin(string text, int bytes) =>
        !string.IsNullOrWhiteSpace(text) && Encoding.UTF8.GetByteCount(text) <= bytes;
}
