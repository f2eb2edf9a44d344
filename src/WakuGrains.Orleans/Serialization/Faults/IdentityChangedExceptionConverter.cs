using WakuGrains.Identities;

namespace WakuGrains.Orleans.Serialization.Faults;

/// <summary>An <see cref="IdentityChangedException"/>.</summary>
[GenerateSerializer]
internal struct IdentityChangedExceptionSurrogate
{
    [Id(0)]
    public Fault Fault;

    [Id(1)]
    public string Name;
}

[RegisterConverter]
internal sealed class IdentityChangedExceptionConverter
    : IConverter<IdentityChangedException, IdentityChangedExceptionSurrogate>
{
    public IdentityChangedException ConvertFromSurrogate(in IdentityChangedExceptionSurrogate surrogate) =>
        surrogate.Fault.Trace(new IdentityChangedException(surrogate.Name));

    public IdentityChangedExceptionSurrogate ConvertToSurrogate(in IdentityChangedException value) =>
        new() { Fault = Fault.Of(value), Name = value.Name };
}
