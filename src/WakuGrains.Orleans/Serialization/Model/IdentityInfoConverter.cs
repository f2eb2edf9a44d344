using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Identities;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Trust;

namespace WakuGrains.Orleans.Serialization.Model;

/// <summary>An <see cref="IdentityInfo"/>.</summary>
[GenerateSerializer]
internal struct IdentityInfoSurrogate
{
    [Id(0)]
    public IdentityKey Key;

    [Id(1)]
    public PublicKey PublicKey;

    [Id(2)]
    public ImmutableArray<string> Installations;

    [Id(3)]
    public DateTimeOffset CreatedAt;

    [Id(4)]
    public TrustPolicy TrustPolicy;
}

[RegisterConverter]
internal sealed class IdentityInfoConverter : IConverter<IdentityInfo, IdentityInfoSurrogate>
{
    public IdentityInfo ConvertFromSurrogate(in IdentityInfoSurrogate surrogate) =>
        new(surrogate.Key, surrogate.PublicKey, surrogate.Installations, surrogate.CreatedAt, surrogate.TrustPolicy);

    public IdentityInfoSurrogate ConvertToSurrogate(in IdentityInfo value) =>
        new()
        {
            Key = value.Key,
            PublicKey = value.PublicKey,
            Installations = value.Installations,
            CreatedAt = value.CreatedAt,
            TrustPolicy = value.TrustPolicy,
        };
}
