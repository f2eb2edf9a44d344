using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Orleans.Serialization.Protocol;

/// <summary>A device in a bundle (<see cref="BundleEntry"/>).</summary>
[GenerateSerializer]
internal struct BundleEntrySurrogate
{
    [Id(0)]
    public string InstallationId;

    [Id(1)]
    public PublicKey SignedPrekey;

    [Id(2)]
    public uint Version;

    [Id(3)]
    public uint ProtocolVersion;
}

[RegisterConverter]
internal sealed class BundleEntryConverter : IConverter<BundleEntry, BundleEntrySurrogate>
{
    public BundleEntry ConvertFromSurrogate(in BundleEntrySurrogate surrogate) =>
        new(surrogate.InstallationId, surrogate.SignedPrekey, surrogate.Version, surrogate.ProtocolVersion);

    public BundleEntrySurrogate ConvertToSurrogate(in BundleEntry value) =>
        new()
        {
            InstallationId = value.InstallationId,
            SignedPrekey = value.SignedPrekey,
            Version = value.Version,
            ProtocolVersion = value.ProtocolVersion,
        };
}
