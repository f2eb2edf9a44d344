using WakuGrains.Engine;
using WakuGrains.Messages;

namespace WakuGrains.Orleans.Serialization.Faults;

/// <summary>A <see cref="GroupNotFoundException"/>.</summary>
[GenerateSerializer]
internal struct GroupNotFoundExceptionSurrogate
{
    [Id(0)]
    public Fault Fault;

    [Id(1)]
    public GroupAddress Group;
}

[RegisterConverter]
internal sealed class GroupNotFoundExceptionConverter
    : IConverter<GroupNotFoundException, GroupNotFoundExceptionSurrogate>
{
    public GroupNotFoundException ConvertFromSurrogate(in GroupNotFoundExceptionSurrogate surrogate) =>
        surrogate.Fault.Trace(new GroupNotFoundException(surrogate.Group));

    public GroupNotFoundExceptionSurrogate ConvertToSurrogate(in GroupNotFoundException value) =>
        new() { Fault = Fault.Of(value), Group = value.Group };
}
