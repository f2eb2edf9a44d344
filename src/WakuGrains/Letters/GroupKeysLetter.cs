using System.Collections.Immutable;
using Google.Protobuf;
using WakuGrains.Engine;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.State;

namespace WakuGrains.Letters;

/// <summary>Gives a group of ours the keys that a peer has sent us in a session.</summary>
/// <param name="Group">Which group.</param>
/// <param name="From">The peer.</param>
/// <param name="Keys">Its keys.</param>
public sealed record GroupKeysLetter(GroupAddress Group, PublicKey From, ImmutableArray<GroupKey> Keys)
{
    internal const string Kind = "group_keys";

    private const uint Format = 1;

    /// <summary>The letter to post. It holds the keys: the store encrypts it.</summary>
    public Letter ToLetter()
    {
        var record = new GroupKeysLetterRecord
        {
            Format = Format,
            Group = Group.ToString(),
            From = ByteString.CopyFrom(From.Compressed),
        };
        record.Keys.AddRange(
            Keys.Select(key => new GroupKeyLetterRecord
            {
                TimestampMs = key.TimestampMilliseconds,
                Key = ByteString.CopyFrom(key.Key.Span),
            })
        );
        return new Letter(Kind, record.ToByteArray());
    }

    /// <summary>Reads a letter; the keys are the caller's to dispose of.</summary>
    /// <exception cref="StateFormatException">It is damaged.</exception>
    internal static GroupKeysLetter Read(ISecp256k1 curve, Letter letter)
    {
        var record = RecordFormat.Parse(GroupKeysLetterRecord.Parser, letter.Body.ToArray(), Kind);
        RecordFormat.Require(record.Format, Format, Kind);
        return RecordFormat.Restore(Kind, () => Restore(curve, record));
    }

    private static GroupKeysLetter Restore(ISecp256k1 curve, GroupKeysLetterRecord record)
    {
        var group = GroupAddress.Parse(record.Group);
        var id = group.GroupIdBytes();
        return new GroupKeysLetter(
            group,
            PublicKey.Parse(curve, record.From.Span),
            [.. record.Keys.Select(key => GroupKey.Create(id, key.TimestampMs, key.Key.Span))]
        );
    }
}
