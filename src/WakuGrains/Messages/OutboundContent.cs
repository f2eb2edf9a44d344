using System.Collections.Immutable;

namespace WakuGrains.Messages;

/// <summary>What a bot sends: chat text, which a person's Status app can read, or content of any media type for another bot.</summary>
public abstract record OutboundContent
{
    private OutboundContent() { }

    /// <summary>Chat text (ChatMessage, facts app layer 2.2).</summary>
    /// <param name="Body">1 to 4096 code points, not blank.</param>
    /// <param name="InReplyTo">A message id as <c>0x</c> and 64 hex digits, or empty.</param>
    public sealed record Text(string Body, string InReplyTo = "") : OutboundContent;

    /// <summary>Anything else.</summary>
    /// <param name="ContentType">A media type, at most 128 characters.</param>
    /// <param name="Body">At most 100 KiB.</param>
    /// <param name="Headers">At most 32, names and values together at most 4 KiB.</param>
    /// <param name="InReplyTo">A message id as <c>0x</c> and 64 hex digits, or empty.</param>
    public sealed record Data(
        string ContentType,
        ReadOnlyMemory<byte> Body,
        ImmutableDictionary<string, string> Headers,
        string InReplyTo = ""
    ) : OutboundContent;
}

/// <summary>What the sender of a message gets.</summary>
/// <param name="MessageId">The application message id, 32 bytes.</param>
/// <param name="AcceptedAt">When it was stored.</param>
/// <param name="IsReplay">Whether the idempotency key had been used before, so that nothing was sent now.</param>
public sealed record SendReceipt(ReadOnlyMemory<byte> MessageId, DateTimeOffset AcceptedAt, bool IsReplay);
