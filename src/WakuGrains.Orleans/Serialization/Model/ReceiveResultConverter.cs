using WakuGrains.Messages;
using WakuGrains.Sessions;

namespace WakuGrains.Orleans.Serialization.Model;

/// <summary>A <see cref="ReceiveResult"/>.</summary>
[GenerateSerializer]
internal struct ReceiveResultSurrogate
{
    [Id(0)]
    public EnvelopeOutcome Outcome;

    [Id(1)]
    public MessageEncryption Encryption;

    [Id(2)]
    public bool OwesAcknowledgement;
}

[RegisterConverter]
internal sealed class ReceiveResultConverter : IConverter<ReceiveResult, ReceiveResultSurrogate>
{
    public ReceiveResult ConvertFromSurrogate(in ReceiveResultSurrogate surrogate) =>
        new(surrogate.Outcome, surrogate.Encryption, surrogate.OwesAcknowledgement);

    public ReceiveResultSurrogate ConvertToSurrogate(in ReceiveResult value) =>
        new()
        {
            Outcome = value.Outcome,
            Encryption = value.Encryption,
            OwesAcknowledgement = value.OwesAcknowledgement,
        };
}
