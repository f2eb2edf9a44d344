using WakuGrains.Ports;

namespace WakuGrains.Orleans.Serialization.Faults;

/// <summary>An <see cref="EnvelopeNotTakenException"/>.</summary>
[GenerateSerializer]
internal struct EnvelopeNotTakenExceptionSurrogate
{
    [Id(0)]
    public Fault Fault;
}

[RegisterConverter]
internal sealed class EnvelopeNotTakenExceptionConverter
    : IConverter<EnvelopeNotTakenException, EnvelopeNotTakenExceptionSurrogate>
{
    public EnvelopeNotTakenException ConvertFromSurrogate(in EnvelopeNotTakenExceptionSurrogate surrogate) =>
        surrogate.Fault.Trace(new EnvelopeNotTakenException());

    public EnvelopeNotTakenExceptionSurrogate ConvertToSurrogate(in EnvelopeNotTakenException value) =>
        new() { Fault = Fault.Of(value) };
}
