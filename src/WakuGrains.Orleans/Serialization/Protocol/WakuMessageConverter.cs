using WakuGrains.Protocol.Waku;

namespace WakuGrains.Orleans.Serialization.Protocol;

/// <summary>A <see cref="WakuMessage"/>: what is absent stays absent, and what is empty stays empty.</summary>
[GenerateSerializer]
internal struct WakuMessageSurrogate
{
    [Id(0)]
    public ReadOnlyMemory<byte> Payload;

    [Id(1)]
    public string ContentTopic;

    [Id(2)]
    public uint? Version;

    [Id(3)]
    public long? Timestamp;

    [Id(4)]
    public byte[]? Meta;

    [Id(5)]
    public byte[]? RateLimitProof;

    [Id(6)]
    public bool? Ephemeral;
}

[RegisterConverter]
internal sealed class WakuMessageConverter : IConverter<WakuMessage, WakuMessageSurrogate>
{
    public WakuMessage ConvertFromSurrogate(in WakuMessageSurrogate surrogate) =>
        new()
        {
            Payload = surrogate.Payload,
            ContentTopic = surrogate.ContentTopic,
            Version = surrogate.Version,
            Timestamp = surrogate.Timestamp,
            Meta = Optional(surrogate.Meta),
            RateLimitProof = Optional(surrogate.RateLimitProof),
            Ephemeral = surrogate.Ephemeral,
        };

    public WakuMessageSurrogate ConvertToSurrogate(in WakuMessage value) =>
        new()
        {
            Payload = value.Payload,
            ContentTopic = value.ContentTopic,
            Version = value.Version,
            Timestamp = value.Timestamp,
            Meta = value.Meta?.ToArray(),
            RateLimitProof = value.RateLimitProof?.ToArray(),
            Ephemeral = value.Ephemeral,
        };

    // An array that is null would become memory that is empty.
    private static ReadOnlyMemory<byte>? Optional(byte[]? bytes) =>
        bytes is null ? default(ReadOnlyMemory<byte>?) : bytes;
}
