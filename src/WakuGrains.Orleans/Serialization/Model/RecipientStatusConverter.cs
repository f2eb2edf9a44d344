using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Orleans.Serialization.Model;

/// <summary>A <see cref="RecipientStatus"/>.</summary>
[GenerateSerializer]
internal struct RecipientStatusSurrogate
{
    [Id(0)]
    public PublicKey Recipient;

    [Id(1)]
    public SentStatus Status;
}

[RegisterConverter]
internal sealed class RecipientStatusConverter : IConverter<RecipientStatus, RecipientStatusSurrogate>
{
    public RecipientStatus ConvertFromSurrogate(in RecipientStatusSurrogate surrogate) =>
        new(surrogate.Recipient, surrogate.Status);

    public RecipientStatusSurrogate ConvertToSurrogate(in RecipientStatus value) =>
        new() { Recipient = value.Recipient, Status = value.Status };
}
