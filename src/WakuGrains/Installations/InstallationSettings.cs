using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Installations;

/// <summary>What a host may choose about our own devices; what the network uses when left out.</summary>
public sealed record InstallationSettings
{
    /// <summary>What the network uses.</summary>
    public static InstallationSettings Default { get; } = new();

    /// <summary>The most <see cref="ActiveDevices"/> that other peers of this project take.</summary>
    public const int MaxActiveDevices = SecureTransportLimits.MaxBundleEntries;

    /// <summary>
    /// Devices of one identity that a message is encrypted for and that a bundle lists: <c>n</c> of 54/WAKU2-X3DH-SESSIONS, 1 to
    /// <see cref="MaxActiveDevices"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none of these.</exception>
    public int ActiveDevices
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaxActiveDevices);
            field = value;
        }
    } = MessagingLimits.ActiveDevices;

    /// <summary>A signed prekey is replaced when it is older (facts 2.4).</summary>
    public TimeSpan PrekeyLifetime { get; init; } = MessagingLimits.PrekeyLifetime;

    /// <summary>A bundle is signed again when its signature is as old.</summary>
    public TimeSpan BundleSignatureLifetime { get; init; } = MessagingLimits.BundleSignatureLifetime;

    /// <summary>What our bundles announce: 1 that we can use the negotiated topic, 0 that we cannot (facts 7).</summary>
    public uint ProtocolVersion { get; init; } = MessagingLimits.ProtocolVersion;

    /// <summary>What kind of device ours say they are when they are paired; not blank.</summary>
    public string DeviceType { get; init; } = "bot";
}
