using WakuGrains.Ports;

namespace WakuGrains.Orleans.Serialization.Faults;

/// <summary>A <see cref="WakuNodeException"/>.</summary>
[GenerateSerializer]
internal struct WakuNodeExceptionSurrogate
{
    [Id(0)]
    public Fault Fault;
}

[RegisterConverter]
internal sealed class WakuNodeExceptionConverter : IConverter<WakuNodeException, WakuNodeExceptionSurrogate>
{
    public WakuNodeException ConvertFromSurrogate(in WakuNodeExceptionSurrogate surrogate) =>
        surrogate.Fault.Restore(
            message => new WakuNodeException(message),
            (message, cause) => new WakuNodeException(message, cause)
        );

    public WakuNodeExceptionSurrogate ConvertToSurrogate(in WakuNodeException value) =>
        new() { Fault = Fault.Of(value) };
}
