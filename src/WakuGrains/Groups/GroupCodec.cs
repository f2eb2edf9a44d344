using Google.Protobuf;
using WakuGrains.Engine;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.State;

namespace WakuGrains.Groups;

/// <summary>Keys and waiting messages of a group in records.</summary>
internal static class GroupCodec
{
    public static GroupKeyRecord ToRecord(GroupChain chain) =>
        new()
        {
            TimestampMs = chain.Ratchet.Key.TimestampMilliseconds,
            Key = ByteString.CopyFrom(chain.Ratchet.Key.Key.Span),
            Position = chain.Ratchet.Position,
            MaySend = chain.MaySend,
        };

    public static GroupChain FromRecord(GroupAddress group, GroupKeyRecord record)
    {
        var key = GroupKey.Create(group.GroupIdBytes(), record.TimestampMs, record.Key.Span);
        return new(HashRatchetState.Of(key, record.Position), record.MaySend);
    }

    public static WaitingMessageRecord ToRecord(WaitingMessage message) =>
        new()
        {
            Sender = ByteString.CopyFrom(message.Sender.Compressed),
            SenderInstallation = message.InstallationId,
            KeyId = UnsafeByteOperations.UnsafeWrap(message.KeyId),
            DeprecatedKeyId = message.DeprecatedKeyId,
            Number = message.Number,
            Ciphertext = UnsafeByteOperations.UnsafeWrap(message.Ciphertext),
            EnvelopeHash = UnsafeByteOperations.UnsafeWrap(message.EnvelopeHash),
            TimestampNs = message.TimestampNanoseconds,
        };

    public static WaitingMessage FromRecord(ISecp256k1 curve, WaitingMessageRecord record) =>
        new(
            PublicKey.Parse(curve, record.Sender.Span),
            record.SenderInstallation,
            record.KeyId.Memory,
            record.DeprecatedKeyId,
            record.Number,
            record.Ciphertext.Memory,
            record.EnvelopeHash.Memory,
            record.TimestampNs
        );
}
