using WakuGrains.Groups;

namespace WakuGrains.Orleans.Serialization.Model;

/// <summary>A <see cref="GroupKeysLearnt"/>.</summary>
[GenerateSerializer]
internal struct GroupKeysLearntSurrogate
{
    [Id(0)]
    public int Learnt;

    [Id(1)]
    public int Delivered;
}

[RegisterConverter]
internal sealed class GroupKeysLearntConverter : IConverter<GroupKeysLearnt, GroupKeysLearntSurrogate>
{
    public GroupKeysLearnt ConvertFromSurrogate(in GroupKeysLearntSurrogate surrogate) =>
        new(surrogate.Learnt, surrogate.Delivered);

    public GroupKeysLearntSurrogate ConvertToSurrogate(in GroupKeysLearnt value) =>
        new() { Learnt = value.Learnt, Delivered = value.Delivered };
}
