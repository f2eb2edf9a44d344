using WakuGrains.Groups;

namespace WakuGrains.Orleans.Serialization.Model;

/// <summary>A <see cref="GroupKeyInfo"/>.</summary>
[GenerateSerializer]
internal struct GroupKeyInfoSurrogate
{
    [Id(0)]
    public ReadOnlyMemory<byte> KeyId;

    [Id(1)]
    public DateTimeOffset CreatedAt;

    [Id(2)]
    public uint Position;

    [Id(3)]
    public bool MaySend;
}

[RegisterConverter]
internal sealed class GroupKeyInfoConverter : IConverter<GroupKeyInfo, GroupKeyInfoSurrogate>
{
    public GroupKeyInfo ConvertFromSurrogate(in GroupKeyInfoSurrogate surrogate) =>
        new(surrogate.KeyId, surrogate.CreatedAt, surrogate.Position, surrogate.MaySend);

    public GroupKeyInfoSurrogate ConvertToSurrogate(in GroupKeyInfo value) =>
        new()
        {
            KeyId = value.KeyId,
            CreatedAt = value.CreatedAt,
            Position = value.Position,
            MaySend = value.MaySend,
        };
}
