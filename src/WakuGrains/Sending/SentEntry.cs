using WakuGrains.Engine;

namespace WakuGrains.Sending;

/// <summary>
/// An update as it is kept. Entries are only added at the end and forgotten at the front, and what is known is what they come to
/// together: so an update of an old message writes no old page.
/// </summary>
public abstract record SentEntry
{
    private SentEntry() { }

    /// <summary>An envelope was stored to be published.</summary>
    /// <param name="Lane">What the lane's key has after the installation's.</param>
    /// <param name="Message">Hash of the message id.</param>
    /// <param name="Envelope">Hash of the lane and the envelope's hash.</param>
    /// <param name="Acknowledgement">Hash of the lane and the acknowledgement's id; null when there is none.</param>
    /// <param name="AcceptedMs">When, in milliseconds since the Unix epoch.</param>
    /// <param name="PublishedFirst">Whether it was told before that the envelope was published.</param>
    public sealed record Accepted(
        string Lane,
        ShortHash Message,
        ShortHash Envelope,
        ShortHash? Acknowledgement,
        long AcceptedMs,
        bool PublishedFirst
    ) : SentEntry;

    /// <summary>The node has taken an envelope.</summary>
    /// <param name="Message">Hash of the message id.</param>
    /// <param name="Envelope">Hash of the lane and the envelope's hash.</param>
    /// <param name="FirstMs">When it was told, in milliseconds since the Unix epoch, if that was before the acceptance; else null.</param>
    public sealed record Published(ShortHash Message, ShortHash Envelope, long? FirstMs) : SentEntry;

    /// <summary>The peer has acknowledged a message.</summary>
    /// <param name="Acknowledgement">Hash of the lane and the acknowledgement's id.</param>
    public sealed record Delivered(ShortHash Acknowledgement) : SentEntry;
}
