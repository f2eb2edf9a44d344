using WakuGrains.Engine;

namespace WakuGrains.Orleans.Serialization.Faults;

/// <summary>A <see cref="StateFormatException"/>.</summary>
[GenerateSerializer]
internal struct StateFormatExceptionSurrogate
{
    [Id(0)]
    public Fault Fault;
}

[RegisterConverter]
internal sealed class StateFormatExceptionConverter : IConverter<StateFormatException, StateFormatExceptionSurrogate>
{
    public StateFormatException ConvertFromSurrogate(in StateFormatExceptionSurrogate surrogate) =>
        surrogate.Fault.Restore(
            message => new StateFormatException(message),
            (message, cause) => new StateFormatException(message, cause)
        );

    public StateFormatExceptionSurrogate ConvertToSurrogate(in StateFormatException value) =>
        new() { Fault = Fault.Of(value) };
}
