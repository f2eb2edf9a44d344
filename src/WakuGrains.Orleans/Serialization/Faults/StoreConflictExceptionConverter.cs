using WakuGrains.Ports;

namespace WakuGrains.Orleans.Serialization.Faults;

/// <summary>A <see cref="StoreConflictException"/>.</summary>
[GenerateSerializer]
internal struct StoreConflictExceptionSurrogate
{
    [Id(0)]
    public Fault Fault;
}

[RegisterConverter]
internal sealed class StoreConflictExceptionConverter
    : IConverter<StoreConflictException, StoreConflictExceptionSurrogate>
{
    public StoreConflictException ConvertFromSurrogate(in StoreConflictExceptionSurrogate surrogate) =>
        surrogate.Fault.Trace(new StoreConflictException(surrogate.Fault.Message));

    public StoreConflictExceptionSurrogate ConvertToSurrogate(in StoreConflictException value) =>
        new() { Fault = Fault.Of(value) };
}
