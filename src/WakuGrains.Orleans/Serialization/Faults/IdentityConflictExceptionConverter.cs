using WakuGrains.Engine;
using WakuGrains.Identities;

namespace WakuGrains.Orleans.Serialization.Faults;

/// <summary>An <see cref="IdentityConflictException"/>.</summary>
[GenerateSerializer]
internal struct IdentityConflictExceptionSurrogate
{
    [Id(0)]
    public Fault Fault;

    [Id(1)]
    public IdentityKey Key;
}

[RegisterConverter]
internal sealed class IdentityConflictExceptionConverter
    : IConverter<IdentityConflictException, IdentityConflictExceptionSurrogate>
{
    public IdentityConflictException ConvertFromSurrogate(in IdentityConflictExceptionSurrogate surrogate) =>
        surrogate.Fault.Trace(new IdentityConflictException(surrogate.Key));

    public IdentityConflictExceptionSurrogate ConvertToSurrogate(in IdentityConflictException value) =>
        new() { Fault = Fault.Of(value), Key = value.Key };
}
