using Google.Protobuf;
using WakuGrains.Engine;
using WakuGrains.Protocol.Primitives;
using WakuGrains.State;

namespace WakuGrains.Letters;

/// <summary>Has a session send an application message that is wrapped and signed already.</summary>
/// <param name="Session">Which session.</param>
/// <param name="MessageId">The application message id, 32 bytes; the session sends it once.</param>
/// <param name="Application">The serialised ApplicationMetadataMessage.</param>
/// <param name="IsCopy">Whether it is for our own devices, so that no status is kept of it.</param>
public sealed record MessageLetter(
    SessionKey Session,
    ReadOnlyMemory<byte> MessageId,
    ReadOnlyMemory<byte> Application,
    bool IsCopy
)
{
    internal const string Kind = "message";

    private const uint Format = 1;

    /// <summary>The letter to post.</summary>
    public Letter ToLetter() =>
        new(
            Kind,
            new MessageLetterRecord
            {
                Format = Format,
                Session = Session.ToString(),
                MessageId = UnsafeByteOperations.UnsafeWrap(MessageId),
                Application = UnsafeByteOperations.UnsafeWrap(Application),
                Copy = IsCopy,
            }.ToByteArray()
        );

    /// <summary>Reads a letter.</summary>
    /// <exception cref="StateFormatException">It is damaged.</exception>
    internal static MessageLetter Read(ISecp256k1 curve, Letter letter)
    {
        var record = RecordFormat.Parse(MessageLetterRecord.Parser, letter.Body.ToArray(), Kind);
        RecordFormat.Require(record.Format, Format, Kind);
        return RecordFormat.Restore(
            Kind,
            () =>
                new MessageLetter(
                    SessionKey.Parse(curve, record.Session),
                    record.MessageId.Memory,
                    record.Application.Memory,
                    record.Copy
                )
        );
    }
}
