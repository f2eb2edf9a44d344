using Google.Protobuf;
using WakuGrains.Engine;
using WakuGrains.Engine.Pages;
using WakuGrains.State;

namespace WakuGrains.Sending;

/// <summary>Entries of a log of sent messages in records.</summary>
internal static class SentEntryCodec
{
    private const uint Accepted = 0;
    private const uint Published = 1;
    private const uint Delivered = 2;

    /// <summary>How entries are kept.</summary>
    public static PageRingLayout<SentEntry> Layout { get; } =
        new(
            MessagingLimits.SentPages,
            EngineLimits.OpenPageLength,
            EngineLimits.PageLength,
            static entry => ToRecord(entry).ToByteString(),
            Decode
        );

    private static SentEntryRecord ToRecord(SentEntry entry) =>
        entry switch
        {
            SentEntry.Accepted accepted => new()
            {
                Kind = Accepted,
                Lane = accepted.Lane,
                Message = Bytes(accepted.Message),
                Envelope = Bytes(accepted.Envelope),
                Acknowledgement = Bytes(accepted.Acknowledgement),
                AtMs = accepted.AcceptedMs,
                PublishedFirst = accepted.PublishedFirst,
            },
            SentEntry.Published published => new()
            {
                Kind = Published,
                Message = Bytes(published.Message),
                Envelope = Bytes(published.Envelope),
                AtMs = published.FirstMs ?? 0,
                PublishedFirst = published.FirstMs is not null,
            },
            SentEntry.Delivered delivered => new()
            {
                Kind = Delivered,
                Acknowledgement = Bytes(delivered.Acknowledgement),
            },
            _ => throw new InvalidOperationException($"No record is known for {entry.GetType().Name}."),
        };

    private static SentEntry Decode(ByteString bytes)
    {
        var record = RecordFormat.Parse(SentEntryRecord.Parser, bytes, SentLogDefinition.KindName);
        return record.Kind switch
        {
            Accepted => new SentEntry.Accepted(
                record.Lane,
                Hash(record.Message),
                Hash(record.Envelope),
                record.Acknowledgement.IsEmpty ? null : Hash(record.Acknowledgement),
                record.AtMs,
                record.PublishedFirst
            ),
            Published => new SentEntry.Published(
                Hash(record.Message),
                Hash(record.Envelope),
                record.PublishedFirst ? record.AtMs : null
            ),
            Delivered => new SentEntry.Delivered(Hash(record.Acknowledgement)),
            _ => throw new FormatException("Not a kind of entry."),
        };
    }

    private static ByteString Bytes(ShortHash? hash) =>
        hash is { } value ? UnsafeByteOperations.UnsafeWrap(value.ToBytes()) : ByteString.Empty;

    private static ShortHash Hash(ByteString bytes) => ShortHash.FromBytes(bytes.Span);
}
