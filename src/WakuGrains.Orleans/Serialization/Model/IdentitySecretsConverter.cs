using WakuGrains.Identities;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Trust;

namespace WakuGrains.Orleans.Serialization.Model;

/// <summary>An identity with its key (<see cref="IdentitySecrets"/>).</summary>
[GenerateSerializer]
internal struct IdentitySecretsSurrogate
{
    [Id(0)]
    public KeyPair KeyPair;

    [Id(1)]
    public TrustPolicy TrustPolicy;
}

[RegisterConverter]
internal sealed class IdentitySecretsConverter : IConverter<IdentitySecrets, IdentitySecretsSurrogate>
{
    public IdentitySecrets ConvertFromSurrogate(in IdentitySecretsSurrogate surrogate) =>
        new(surrogate.KeyPair, surrogate.TrustPolicy);

    public IdentitySecretsSurrogate ConvertToSurrogate(in IdentitySecrets value) =>
        new() { KeyPair = value.KeyPair, TrustPolicy = value.TrustPolicy };
}
