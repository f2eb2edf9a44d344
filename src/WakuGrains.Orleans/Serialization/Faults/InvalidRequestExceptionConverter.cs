using WakuGrains.Messages;

namespace WakuGrains.Orleans.Serialization.Faults;

/// <summary>An <see cref="InvalidRequestException"/>.</summary>
[GenerateSerializer]
internal struct InvalidRequestExceptionSurrogate
{
    [Id(0)]
    public Fault Fault;

    [Id(1)]
    public string Field;

    [Id(2)]
    public string Code;
}

[RegisterConverter]
internal sealed class InvalidRequestExceptionConverter
    : IConverter<InvalidRequestException, InvalidRequestExceptionSurrogate>
{
    public InvalidRequestException ConvertFromSurrogate(in InvalidRequestExceptionSurrogate surrogate) =>
        surrogate.Fault.Trace(new InvalidRequestException(surrogate.Field, surrogate.Code, surrogate.Fault.Message));

    public InvalidRequestExceptionSurrogate ConvertToSurrogate(in InvalidRequestException value) =>
        new()
        {
            Fault = Fault.Of(value),
            Field = value.Field,
            Code = value.Code,
        };
}
