using WakuGrains.Sending;

namespace WakuGrains.Orleans.Serialization.Model;

/// <summary>A <see cref="SentUpdate.Accepted"/>.</summary>
[GenerateSerializer]
internal struct AcceptedUpdateSurrogate
{
    [Id(0)]
    public string Lane;

    [Id(1)]
    public ReadOnlyMemory<byte> MessageId;

    [Id(2)]
    public ReadOnlyMemory<byte> AcknowledgementId;

    [Id(3)]
    public ReadOnlyMemory<byte> EnvelopeHash;

    [Id(4)]
    public DateTimeOffset AcceptedAt;
}

[RegisterConverter]
internal sealed class AcceptedUpdateConverter : IConverter<SentUpdate.Accepted, AcceptedUpdateSurrogate>
{
    public SentUpdate.Accepted ConvertFromSurrogate(in AcceptedUpdateSurrogate surrogate) =>
        new(
            surrogate.Lane,
            surrogate.MessageId,
            surrogate.AcknowledgementId,
            surrogate.EnvelopeHash,
            surrogate.AcceptedAt
        );

    public AcceptedUpdateSurrogate ConvertToSurrogate(in SentUpdate.Accepted value) =>
        new()
        {
            Lane = value.Lane,
            MessageId = value.MessageId,
            AcknowledgementId = value.AcknowledgementId,
            EnvelopeHash = value.EnvelopeHash,
            AcceptedAt = value.AcceptedAt,
        };
}

/// <summary>A <see cref="SentUpdate.Published"/>.</summary>
[GenerateSerializer]
internal struct PublishedUpdateSurrogate
{
    [Id(0)]
    public string Lane;

    [Id(1)]
    public ReadOnlyMemory<byte> MessageId;

    [Id(2)]
    public ReadOnlyMemory<byte> EnvelopeHash;
}

[RegisterConverter]
internal sealed class PublishedUpdateConverter : IConverter<SentUpdate.Published, PublishedUpdateSurrogate>
{
    public SentUpdate.Published ConvertFromSurrogate(in PublishedUpdateSurrogate surrogate) =>
        new(surrogate.Lane, surrogate.MessageId, surrogate.EnvelopeHash);

    public PublishedUpdateSurrogate ConvertToSurrogate(in SentUpdate.Published value) =>
        new()
        {
            Lane = value.Lane,
            MessageId = value.MessageId,
            EnvelopeHash = value.EnvelopeHash,
        };
}

/// <summary>A <see cref="SentUpdate.Delivered"/>.</summary>
[GenerateSerializer]
internal struct DeliveredUpdateSurrogate
{
    [Id(0)]
    public string Lane;

    [Id(1)]
    public ReadOnlyMemory<byte> AcknowledgementId;
}

[RegisterConverter]
internal sealed class DeliveredUpdateConverter : IConverter<SentUpdate.Delivered, DeliveredUpdateSurrogate>
{
    public SentUpdate.Delivered ConvertFromSurrogate(in DeliveredUpdateSurrogate surrogate) =>
        new(surrogate.Lane, surrogate.AcknowledgementId);

    public DeliveredUpdateSurrogate ConvertToSurrogate(in SentUpdate.Delivered value) =>
        new() { Lane = value.Lane, AcknowledgementId = value.AcknowledgementId };
}
