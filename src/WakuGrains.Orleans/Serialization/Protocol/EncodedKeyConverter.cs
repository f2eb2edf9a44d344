using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Orleans.Serialization.Protocol;

/// <summary>An <see cref="EncodedKey"/>; as before, nobody has looked whether it is a point.</summary>
[GenerateSerializer]
internal struct EncodedKeySurrogate
{
    [Id(0)]
    public byte[] Bytes;
}

[RegisterConverter]
internal sealed class EncodedKeyConverter : IConverter<EncodedKey, EncodedKeySurrogate>
{
    public EncodedKey ConvertFromSurrogate(in EncodedKeySurrogate surrogate) => EncodedKey.Parse(surrogate.Bytes);

    public EncodedKeySurrogate ConvertToSurrogate(in EncodedKey value) => new() { Bytes = value.Bytes.ToArray() };
}
