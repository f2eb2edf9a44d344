using WakuGrains.Ports;

namespace WakuGrains.Orleans.Serialization.Faults;

/// <summary>A <see cref="StoreUnavailableException"/>.</summary>
[GenerateSerializer]
internal struct StoreUnavailableExceptionSurrogate
{
    [Id(0)]
    public Fault Fault;

    [Id(1)]
    public bool IsInUse;
}

[RegisterConverter]
internal sealed class StoreUnavailableExceptionConverter
    : IConverter<StoreUnavailableException, StoreUnavailableExceptionSurrogate>
{
    public StoreUnavailableException ConvertFromSurrogate(in StoreUnavailableExceptionSurrogate surrogate)
    {
        var isInUse = surrogate.IsInUse;
        return surrogate.Fault.Restore(
            message => new StoreUnavailableException(message) { IsInUse = isInUse },
            (message, cause) => new StoreUnavailableException(message, cause) { IsInUse = isInUse }
        );
    }

    public StoreUnavailableExceptionSurrogate ConvertToSurrogate(in StoreUnavailableException value) =>
        new() { Fault = Fault.Of(value), IsInUse = value.IsInUse };
}
