using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Orleans.Serialization.Cloning;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Orleans.Serialization.Protocol;

/// <summary>A <see cref="GroupKey"/>; its name follows from the rest. Whoever gets it has to dispose of it.</summary>
[GenerateSerializer]
internal struct GroupKeySurrogate
{
    [Id(0)]
    public ReadOnlyMemory<byte> GroupId;

    [Id(1)]
    public ulong TimestampMilliseconds;

    [Id(2)]
    public byte[] Key;
}

[RegisterConverter]
internal sealed class GroupKeyConverter : IConverter<GroupKey, GroupKeySurrogate>
{
    public GroupKey ConvertFromSurrogate(in GroupKeySurrogate surrogate)
    {
        var key = GroupKey.Create(surrogate.GroupId.Span, surrogate.TimestampMilliseconds, surrogate.Key);
        CryptographicOperations.ZeroMemory(surrogate.Key);
        return key;
    }

    public GroupKeySurrogate ConvertToSurrogate(in GroupKey value) =>
        new()
        {
            GroupId = value.GroupId,
            TimestampMilliseconds = value.TimestampMilliseconds,
            Key = value.Key.Span.ToArray(),
        };
}

/// <summary>
/// A local call hands over a copy, as a remote one does. Callers dispose of their keys when the call ends, and a call that timed
/// out may still be at work.
/// </summary>
[RegisterCopier]
internal sealed class GroupKeyCopier : IDeepCopier<GroupKey>
{
    [return: NotNullIfNotNull(nameof(input))]
    public GroupKey? DeepCopy(GroupKey? input, CopyContext context) => input?.Clone();
}
