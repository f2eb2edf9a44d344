using System.Collections.Immutable;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Orleans.Serialization.Protocol;

/// <summary>
/// A <see cref="Bundle"/> with the very parts that were signed. An instance was verified before it came to be, and a silo believes
/// its own cluster, so the signature is not verified again.
/// </summary>
[GenerateSerializer]
internal struct BundleSurrogate
{
    [Id(0)]
    public PublicKey Identity;

    [Id(1)]
    public ImmutableArray<BundleEntry> SignedPrekeys;

    [Id(2)]
    public long TimestampNanoseconds;

    [Id(3)]
    public byte[] Signature;
}

[RegisterConverter]
internal sealed class BundleConverter : IConverter<Bundle, BundleSurrogate>
{
    public Bundle ConvertFromSurrogate(in BundleSurrogate surrogate) =>
        new(surrogate.Identity, surrogate.SignedPrekeys, surrogate.TimestampNanoseconds, surrogate.Signature);

    public BundleSurrogate ConvertToSurrogate(in Bundle value) =>
        new()
        {
            Identity = value.Identity,
            SignedPrekeys = value.SignedPrekeys,
            TimestampNanoseconds = value.TimestampNanoseconds,
            Signature = value.Signature.ToArray(),
        };
}
