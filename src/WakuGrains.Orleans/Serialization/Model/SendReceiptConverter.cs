using WakuGrains.Messages;

namespace WakuGrains.Orleans.Serialization.Model;

/// <summary>A <see cref="SendReceipt"/>.</summary>
[GenerateSerializer]
internal struct SendReceiptSurrogate
{
    [Id(0)]
    public ReadOnlyMemory<byte> MessageId;

    [Id(1)]
    public DateTimeOffset AcceptedAt;

    [Id(2)]
    public bool IsReplay;
}

[RegisterConverter]
internal sealed class SendReceiptConverter : IConverter<SendReceipt, SendReceiptSurrogate>
{
    public SendReceipt ConvertFromSurrogate(in SendReceiptSurrogate surrogate) =>
        new(surrogate.MessageId, surrogate.AcceptedAt, surrogate.IsReplay);

    public SendReceiptSurrogate ConvertToSurrogate(in SendReceipt value) =>
        new()
        {
            MessageId = value.MessageId,
            AcceptedAt = value.AcceptedAt,
            IsReplay = value.IsReplay,
        };
}
