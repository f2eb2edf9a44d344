using System.Collections.Immutable;
using Google.Protobuf;
using WakuGrains.Engine;
using WakuGrains.State;

namespace WakuGrains.Sessions;

/// <summary>Held messages in their record.</summary>
internal static class HeldMessageCodec
{
    private const uint Format = 1;
    private const string Kind = "held messages";

    public static byte[] Encode(ImmutableArray<HeldMessage> held)
    {
        var record = new HeldMessagesRecord { Format = Format };
        record.Messages.AddRange(
            held.Select(message => new HeldMessageRecord
            {
                Message = UnsafeByteOperations.UnsafeWrap(message.Message),
                EnvelopeHash = UnsafeByteOperations.UnsafeWrap(message.EnvelopeHash),
                TimestampNs = message.TimestampNanoseconds,
            })
        );
        return record.ToByteArray();
    }

    /// <summary>Restores what is held; nothing when the part was never written.</summary>
    /// <exception cref="StateFormatException">The record is damaged or of a format that this build does not know.</exception>
    public static ImmutableArray<HeldMessage> Decode(byte[]? bytes)
    {
        if (bytes is null)
            return [];
        var record = RecordFormat.Parse(HeldMessagesRecord.Parser, bytes, Kind);
        RecordFormat.Require(record.Format, Format, Kind);
        return
        [
            .. record.Messages.Select(message => new HeldMessage(
                message.Message.Memory,
                message.EnvelopeHash.Memory,
                message.TimestampNs
            )),
        ];
    }
}
