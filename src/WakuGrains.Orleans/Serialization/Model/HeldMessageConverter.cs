using WakuGrains.Sessions;

namespace WakuGrains.Orleans.Serialization.Model;

/// <summary>A <see cref="HeldMessage"/>.</summary>
[GenerateSerializer]
internal struct HeldMessageSurrogate
{
    [Id(0)]
    public ReadOnlyMemory<byte> Message;

    [Id(1)]
    public ReadOnlyMemory<byte> EnvelopeHash;

    [Id(2)]
    public long TimestampNanoseconds;
}

[RegisterConverter]
internal sealed class HeldMessageConverter : IConverter<HeldMessage, HeldMessageSurrogate>
{
    public HeldMessage ConvertFromSurrogate(in HeldMessageSurrogate surrogate) =>
        new(surrogate.Message, surrogate.EnvelopeHash, surrogate.TimestampNanoseconds);

    public HeldMessageSurrogate ConvertToSurrogate(in HeldMessage value) =>
        new()
        {
            Message = value.Message,
            EnvelopeHash = value.EnvelopeHash,
            TimestampNanoseconds = value.TimestampNanoseconds,
        };
}
