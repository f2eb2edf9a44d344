using System.Text;

namespace WakuGrains.Client;

/// <summary>Which way a message went.</summary>
public enum MessageDirection
{
    /// <summary>A peer sent it to the bot.</summary>
    Received,

    /// <summary>Another device of the bot's identity sent it.</summary>
    Sent,
}

/// <summary>A decrypted message from the mailbox; immutable but for the count of its replies.</summary>
public sealed class IncomingMessage
{
    private readonly IWakuBot bot;
    private int replies;

    /// <summary>Creates a message; a client of another transport does this too.</summary>
    /// <param name="bot">Whose message it is, and who replies.</param>
    /// <param name="sequence">Its number in the mailbox.</param>
    /// <param name="id">Its id.</param>
    /// <param name="sender">The author's key.</param>
    public IncomingMessage(IWakuBot bot, long sequence, string id, string sender)
    {
        ArgumentNullException.ThrowIfNull(bot);
        this.bot = bot;
        Sequence = sequence;
        Id = id;
        Sender = sender;
    }

    /// <summary>Its number in the mailbox, ascending from 1 without reuse: the cursor.</summary>
    public long Sequence { get; }

    /// <summary>The message id, <c>0x</c> and 64 hex digits; the same after every resend.</summary>
    public string Id { get; }

    /// <summary>The author's identity as <c>zQ3sh…</c>, proven by the encryption.</summary>
    public string Sender { get; }

    /// <summary>Whether a peer sent it, or another device of the bot's own identity: then the sender is the bot itself.</summary>
    public MessageDirection Direction { get; init; }

    /// <summary>To whom another device sent it, as <c>zQ3sh…</c>; null when a peer sent it, or it went to several or to a group.</summary>
    public string? Recipient { get; init; }

    /// <summary>The id of the group that it was sent to, <c>0x</c> and hex; null when it was sent to the bot alone.</summary>
    public string? GroupId { get; init; }

    /// <summary>The device it was sent from, as the sender announces it.</summary>
    public string SenderInstallation { get; init; } = "";

    /// <summary>The media type: <c>text/plain</c> for chat text.</summary>
    public string ContentType { get; init; } = "text/plain";

    /// <summary>The content; UTF-8 for text.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Headers of content that is not chat text.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The id of the message it answers, as the sender wrote it, or empty.</summary>
    public string InReplyTo { get; init; } = "";

    /// <summary>When the sender says it was sent.</summary>
    public DateTimeOffset SentAt { get; init; }

    /// <summary>When the silo decrypted it.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Whether the content is text.</summary>
    public bool IsText => ContentType.StartsWith("text/", StringComparison.OrdinalIgnoreCase);

    /// <summary>The content as text; empty when it is not.</summary>
    public string Text => IsText ? Encoding.UTF8.GetString(Body.Span) : "";

    /// <summary>
    /// Answers the sender or, when the message was sent to a group, the group; what the bot's own identity has sent to one peer cannot
    /// be answered. The same reply to the same message is sent once even when the message is delivered to the handler again after a
    /// crash: its idempotency key is made from the message, the reply's number and the content.
    /// </summary>
    /// <exception cref="WakuRequestException">The silo refuses; the exception names the field and a stable code.</exception>
    /// <exception cref="WakuUnavailableException">The silo could not be reached for too long.</exception>
    public Task<SentReceipt> ReplyAsync(OutgoingContent content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        var options = new SendOptions
        {
            InReplyTo = Id,
            IdempotencyKey = ReplyKey.Make(Id, Interlocked.Increment(ref replies), content),
        };
        return GroupId is null
            ? bot.SendAsync(Sender, content, options, cancellationToken)
            : bot.SendToGroupAsync(GroupId, content, options, cancellationToken);
    }

    /// <summary>Number and id; no content.</summary>
    public override string ToString() => $"IncomingMessage({Sequence}, {Id})";
}
