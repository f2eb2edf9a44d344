namespace WakuGrains.Client;

/// <summary>What a bot sends. A string converts by itself.</summary>
public abstract record OutgoingContent
{
    private protected OutgoingContent() { }

    /// <summary>Chat text, which a person's Status app can read.</summary>
    public static implicit operator OutgoingContent(string text) => FromString(text);

    /// <summary>Chat text, which a person's Status app can read.</summary>
    public static OutgoingContent FromString(string text) => new TextContent(text);
}

/// <summary>Chat text.</summary>
/// <param name="Text">1 to 4096 code points, not blank.</param>
public sealed record TextContent(string Text) : OutgoingContent;

/// <summary>Content of any media type, for another bot.</summary>
/// <param name="ContentType">A media type of at most 128 characters.</param>
/// <param name="Body">At most 100 KiB.</param>
/// <param name="Headers">At most 32, names and values together at most 4 KiB.</param>
public sealed record DataContent(
    string ContentType,
    ReadOnlyMemory<byte> Body,
    IReadOnlyDictionary<string, string>? Headers = null
) : OutgoingContent;

/// <summary>How to send.</summary>
public sealed record SendOptions
{
    /// <summary>The id of the message that this one answers.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>
    /// At most 200 characters; the same key with the same content to the same peer sends once within seven days, also across
    /// restarts of the bot. Without one, each call gets its own.
    /// </summary>
    public string? IdempotencyKey { get; init; }
}

/// <summary>What the sender of a message gets.</summary>
/// <param name="MessageId">The message's id, <c>0x</c> and 64 hex digits; the receiver sees the same.</param>
/// <param name="AcceptedAt">When the silo stored it.</param>
/// <param name="Replayed">Whether it had been sent before under the same idempotency key, so that nothing was sent now.</param>
public sealed record SentReceipt(string MessageId, DateTimeOffset AcceptedAt, bool Replayed);

/// <summary>How far a sent message got.</summary>
public enum SentProgress
{
    /// <summary>Stored in the silo; the Waku node has not taken it yet.</summary>
    Accepted,

    /// <summary>The Waku node has taken it.</summary>
    Published,

    /// <summary>A device of the peer has acknowledged it.</summary>
    Delivered,
}

/// <summary>A message that was sent.</summary>
/// <param name="MessageId">Its id.</param>
/// <param name="Status">How far it got; with several recipients, to the one who has it least.</param>
/// <param name="AcceptedAt">When the silo stored it.</param>
/// <param name="Recipients">How far it got to each recipient.</param>
public sealed record SentState(
    string MessageId,
    SentProgress Status,
    DateTimeOffset AcceptedAt,
    IReadOnlyList<RecipientState> Recipients
);

/// <summary>How far a message got to one recipient.</summary>
/// <param name="Recipient">The recipient's identity as <c>zQ3sh…</c>.</param>
/// <param name="Status">How far.</param>
public sealed record RecipientState(string Recipient, SentProgress Status);
