using WakuGrains.Engine;
using WakuGrains.Messages;

namespace WakuGrains.Orleans.Serialization.Faults;

/// <summary>An <see cref="IdentityNotFoundException"/>.</summary>
[GenerateSerializer]
internal struct IdentityNotFoundExceptionSurrogate
{
    [Id(0)]
    public Fault Fault;

    [Id(1)]
    public IdentityKey Key;
}

[RegisterConverter]
internal sealed class IdentityNotFoundExceptionConverter
    : IConverter<IdentityNotFoundException, IdentityNotFoundExceptionSurrogate>
{
    public IdentityNotFoundException ConvertFromSurrogate(in IdentityNotFoundExceptionSurrogate surrogate) =>
        surrogate.Fault.Trace(new IdentityNotFoundException(surrogate.Key));

    public IdentityNotFoundExceptionSurrogate ConvertToSurrogate(in IdentityNotFoundException value) =>
        new() { Fault = Fault.Of(value), Key = value.Key };
}
