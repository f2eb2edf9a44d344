using WakuGrains.Protocol.Waku;

namespace WakuGrains.Orleans.Serialization.Protocol;

/// <summary>An <see cref="Envelope"/>; its hash follows from the rest.</summary>
[GenerateSerializer]
internal struct EnvelopeSurrogate
{
    [Id(0)]
    public string PubsubTopic;

    [Id(1)]
    public WakuMessage Message;
}

[RegisterConverter]
internal sealed class EnvelopeConverter : IConverter<Envelope, EnvelopeSurrogate>
{
    public Envelope ConvertFromSurrogate(in EnvelopeSurrogate surrogate) =>
        new(surrogate.PubsubTopic, surrogate.Message);

    public EnvelopeSurrogate ConvertToSurrogate(in Envelope value) =>
        new() { PubsubTopic = value.PubsubTopic, Message = value.Message };
}
