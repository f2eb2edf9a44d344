using Google.Protobuf;
using WakuGrains.State;

namespace WakuGrains.Engine;

/// <summary>How a store serialises letters (protobuf, versioned). Encryption is the store's.</summary>
public static class LetterCodec
{
    private const uint Format = 1;
    private const string Kind = "letter";

    /// <summary>Serialises a letter.</summary>
    public static byte[] Encode(Letter letter)
    {
        ArgumentNullException.ThrowIfNull(letter);
        var record = new LetterRecord
        {
            Format = Format,
            Kind = letter.Kind,
            Body = UnsafeByteOperations.UnsafeWrap(letter.Body),
        };
        return record.ToByteArray();
    }

    /// <summary>Restores a letter.</summary>
    /// <exception cref="StateFormatException">The record is damaged or of a format that this build does not know.</exception>
    public static Letter Decode(byte[] bytes)
    {
        var record = RecordFormat.Parse(LetterRecord.Parser, bytes, Kind);
        RecordFormat.Require(record.Format, Format, Kind);
        return new(record.Kind, record.Body.Memory);
    }
}
