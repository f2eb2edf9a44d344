using System.Collections.Immutable;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Serialization.Model;

/// <summary>A <see cref="SentMessage"/>.</summary>
[GenerateSerializer]
internal struct SentMessageSurrogate
{
    [Id(0)]
    public ReadOnlyMemory<byte> MessageId;

    [Id(1)]
    public DateTimeOffset AcceptedAt;

    [Id(2)]
    public ImmutableArray<RecipientStatus> Recipients;

    [Id(3)]
    public SentStatus Status;
}

[RegisterConverter]
internal sealed class SentMessageConverter : IConverter<SentMessage, SentMessageSurrogate>
{
    public SentMessage ConvertFromSurrogate(in SentMessageSurrogate surrogate) =>
        new(surrogate.MessageId, surrogate.AcceptedAt, surrogate.Recipients, surrogate.Status);

    public SentMessageSurrogate ConvertToSurrogate(in SentMessage value) =>
        new()
        {
            MessageId = value.MessageId,
            AcceptedAt = value.AcceptedAt,
            Recipients = value.Recipients,
            Status = value.Status,
        };
}
