namespace WakuGrains.Sending;

/// <summary>
/// Something that happened to what an installation sent. Each may be told again, and the publishing of an envelope before its
/// acceptance.
/// </summary>
public abstract record SentUpdate
{
    private SentUpdate(string lane) => Lane = lane;

    /// <summary>The key of the session or group that sent it.</summary>
    public string Lane { get; init; }

    /// <summary>
    /// An envelope was stored to be published. Those of one message and lane are told together, so that the message is not taken for
    /// published before all of them are.
    /// </summary>
    /// <param name="Lane">The key of the session or group that sent it.</param>
    /// <param name="MessageId">The application message id, 32 bytes; empty when no status is kept.</param>
    /// <param name="AcknowledgementId">The id by which the peer acknowledges it, 32 bytes, or empty.</param>
    /// <param name="EnvelopeHash">Hash of the envelope.</param>
    /// <param name="AcceptedAt">When it was stored.</param>
    public sealed record Accepted(
        string Lane,
        ReadOnlyMemory<byte> MessageId,
        ReadOnlyMemory<byte> AcknowledgementId,
        ReadOnlyMemory<byte> EnvelopeHash,
        DateTimeOffset AcceptedAt
    ) : SentUpdate(Lane);

    /// <summary>The node has taken an envelope.</summary>
    /// <param name="Lane">The key of the session or group that sent it.</param>
    /// <param name="MessageId">The application message id, 32 bytes; empty when no status is kept.</param>
    /// <param name="EnvelopeHash">Hash of the envelope.</param>
    public sealed record Published(string Lane, ReadOnlyMemory<byte> MessageId, ReadOnlyMemory<byte> EnvelopeHash)
        : SentUpdate(Lane);

    /// <summary>The peer has acknowledged a message; an id that the lane has not sent is ignored.</summary>
    /// <param name="Lane">The key of the session that heard of it.</param>
    /// <param name="AcknowledgementId">The MVDS message id, 32 bytes.</param>
    public sealed record Delivered(string Lane, ReadOnlyMemory<byte> AcknowledgementId) : SentUpdate(Lane);
}
