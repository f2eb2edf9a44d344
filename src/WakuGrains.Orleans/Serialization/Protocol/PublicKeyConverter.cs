using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Orleans.Serialization.Protocol;

/// <summary>
/// A <see cref="PublicKey"/>, uncompressed: whether the point is on the curve is checked again, which costs no square root then.
/// </summary>
[GenerateSerializer]
internal struct PublicKeySurrogate
{
    [Id(0)]
    public byte[] Uncompressed;
}

[RegisterConverter]
internal sealed class PublicKeyConverter(ISecp256k1 curve) : IConverter<PublicKey, PublicKeySurrogate>
{
    public PublicKey ConvertFromSurrogate(in PublicKeySurrogate surrogate) =>
        PublicKey.Parse(curve, surrogate.Uncompressed);

    public PublicKeySurrogate ConvertToSurrogate(in PublicKey value) =>
        new() { Uncompressed = value.Uncompressed.ToArray() };
}
