using WakuGrains.Protocol.Waku;

namespace WakuGrains.Orleans.Serialization.Protocol;

/// <summary>A <see cref="MessageHash"/>.</summary>
[GenerateSerializer]
internal struct MessageHashSurrogate
{
    [Id(0)]
    public byte[] Hash;
}

[RegisterConverter]
internal sealed class MessageHashConverter : IConverter<MessageHash, MessageHashSurrogate>
{
    public MessageHash ConvertFromSurrogate(in MessageHashSurrogate surrogate) => MessageHash.FromBytes(surrogate.Hash);

    public MessageHashSurrogate ConvertToSurrogate(in MessageHash value) => new() { Hash = value.ToArray() };
}
