using System.Collections.Immutable;
using WakuGrains.Groups;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Orleans.Serialization.Model;

/// <summary>A <see cref="GroupInfo"/>.</summary>
[GenerateSerializer]
internal struct GroupInfoSurrogate
{
    [Id(0)]
    public ReadOnlyMemory<byte> GroupId;

    [Id(1)]
    public string ChatId;

    [Id(2)]
    public string ContentTopic;

    [Id(3)]
    public PublicKey? Owner;

    [Id(4)]
    public ImmutableArray<GroupKeyInfo> Keys;

    [Id(5)]
    public int Waiting;
}

[RegisterConverter]
internal sealed class GroupInfoConverter : IConverter<GroupInfo, GroupInfoSurrogate>
{
    public GroupInfo ConvertFromSurrogate(in GroupInfoSurrogate surrogate) =>
        new(
            surrogate.GroupId,
            surrogate.ChatId,
            surrogate.ContentTopic,
            surrogate.Owner,
            surrogate.Keys,
            surrogate.Waiting
        );

    public GroupInfoSurrogate ConvertToSurrogate(in GroupInfo value) =>
        new()
        {
            GroupId = value.GroupId,
            ChatId = value.ChatId,
            ContentTopic = value.ContentTopic,
            Owner = value.Owner,
            Keys = value.Keys,
            Waiting = value.Waiting,
        };
}
