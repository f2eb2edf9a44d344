using System.Security.Cryptography;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Orleans.Serialization.Protocol;

/// <summary>A <see cref="KeyPair"/> with both halves, so that the public one is not derived again.</summary>
[GenerateSerializer]
internal struct KeyPairSurrogate
{
    [Id(0)]
    public byte[] PrivateKey;

    [Id(1)]
    public PublicKey PublicKey;
}

[RegisterConverter]
internal sealed class KeyPairConverter : IConverter<KeyPair, KeyPairSurrogate>
{
    public KeyPair ConvertFromSurrogate(in KeyPairSurrogate surrogate)
    {
        var pair = KeyPair.FromRecord(surrogate.PrivateKey, surrogate.PublicKey);
        CryptographicOperations.ZeroMemory(surrogate.PrivateKey);
        return pair;
    }

    public KeyPairSurrogate ConvertToSurrogate(in KeyPair value) =>
        new() { PrivateKey = value.PrivateKey.ToArray(), PublicKey = value.PublicKey };
}
