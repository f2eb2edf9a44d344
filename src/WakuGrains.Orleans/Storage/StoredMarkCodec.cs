using Google.Protobuf;
using WakuGrains.Engine;
using WakuGrains.State;

namespace WakuGrains.Orleans.Storage;

/// <summary>How the mark is serialised (protobuf, versioned). It is no secret, and who can change it can also take it away.</summary>
internal static class StoredMarkCodec
{
    private const uint Format = 1;
    private const string Kind = "mark";

    /// <summary>Serialises a mark.</summary>
    public static byte[] Encode(StoredMark mark)
    {
        var record = new StorageMarkRecord
        {
            Format = Format,
            Reason = (uint)mark.Reason,
            SinceMs = mark.Since.ToUnixTimeMilliseconds(),
        };
        return record.ToByteArray();
    }

    /// <summary>Restores a mark.</summary>
    /// <exception cref="StateFormatException">It is damaged or of a format that this build does not know.</exception>
    public static StoredMark Decode(byte[] bytes)
    {
        var record = RecordFormat.Parse(StorageMarkRecord.Parser, bytes, Kind);
        RecordFormat.Require(record.Format, Format, Kind);
        return RecordFormat.Restore(
            Kind,
            () =>
                new StoredMark
                {
                    Reason = Known((MarkReason)record.Reason),
                    Since = DateTimeOffset.FromUnixTimeMilliseconds(record.SinceMs),
                }
        );
    }

    // A reason of a later version must not be taken for none.
    private static MarkReason Known(MarkReason reason) =>
        Enum.IsDefined(reason) ? reason : throw new FormatException("A reason that this build does not know.");
}
