using WakuGrains.Engine.Pages;

namespace WakuGrains.Orleans.Serialization.Faults;

/// <summary>An <see cref="EntityFullException"/>.</summary>
[GenerateSerializer]
internal struct EntityFullExceptionSurrogate
{
    [Id(0)]
    public Fault Fault;
}

[RegisterConverter]
internal sealed class EntityFullExceptionConverter : IConverter<EntityFullException, EntityFullExceptionSurrogate>
{
    public EntityFullException ConvertFromSurrogate(in EntityFullExceptionSurrogate surrogate) =>
        surrogate.Fault.Trace(new EntityFullException(surrogate.Fault.Message));

    public EntityFullExceptionSurrogate ConvertToSurrogate(in EntityFullException value) =>
        new() { Fault = Fault.Of(value) };
}
