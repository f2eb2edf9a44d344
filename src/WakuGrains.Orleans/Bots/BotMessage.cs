using System.Collections.Immutable;
using WakuGrains.Client;
using WakuGrains.Engine;

namespace WakuGrains.Orleans.Bots;

/// <summary>A decrypted message on its way to a bot's grain.</summary>
[GenerateSerializer]
[Immutable]
[Alias("waku.BotMessage")]
public sealed record BotMessage
{
    /// <summary>Whose identity the bot is.</summary>
    [Id(0)]
    public required string Tenant { get; init; }

    /// <summary>The name of the bot's identity.</summary>
    [Id(1)]
    public required string Bot { get; init; }

    /// <summary>Its number in the mailbox, ascending from 1 without reuse. The same number again is the same message again.</summary>
    [Id(2)]
    public required long Sequence { get; init; }

    /// <summary>The message id, <c>0x</c> and 64 hex digits; the same after every resend.</summary>
    [Id(3)]
    public required string Id { get; init; }

    /// <summary>The author's identity as <c>zQ3sh…</c>, proven by the encryption.</summary>
    [Id(4)]
    public required string Sender { get; init; }

    /// <summary>The device it was sent from, as the sender announces it.</summary>
    [Id(5)]
    public string SenderInstallation { get; init; } = "";

    /// <summary>The media type: <c>text/plain</c> for chat text.</summary>
    [Id(6)]
    public string ContentType { get; init; } = "text/plain";

    /// <summary>The content; UTF-8 for text.</summary>
    [Id(7)]
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Headers of content that is not chat text.</summary>
    [Id(8)]
    public ImmutableDictionary<string, string> Headers { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The id of the message it answers, as the sender wrote it, or empty.</summary>
    [Id(9)]
    public string InReplyTo { get; init; } = "";

    /// <summary>Whether a peer sent it, or another device of the bot's own identity: then the sender is the bot itself.</summary>
    [Id(10)]
    public MessageDirection Direction { get; init; }

    /// <summary>To whom another device sent it, as <c>zQ3sh…</c>; null when a peer sent it, or it went to several or to a group.</summary>
    [Id(11)]
    public string? Recipient { get; init; }

    /// <summary>The id of the group that it was sent to, <c>0x</c> and hex; null when it was sent to the bot alone.</summary>
    [Id(12)]
    public string? GroupId { get; init; }

    /// <summary>When the sender says it was sent.</summary>
    [Id(13)]
    public DateTimeOffset SentAt { get; init; }

    /// <summary>When it was decrypted.</summary>
    [Id(14)]
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The message as a bot of the client library has it, to read its text and to reply to it.</summary>
    /// <param name="bot">Who replies: the bot whose message it is.</param>
    public IncomingMessage For(IWakuBot bot) =>
        new(bot, Sequence, Id, Sender)
        {
            Direction = Direction,
            Recipient = Recipient,
            GroupId = GroupId,
            SenderInstallation = SenderInstallation,
            ContentType = ContentType,
            Body = Body,
            Headers = Headers,
            InReplyTo = InReplyTo,
            SentAt = SentAt,
            ReceivedAt = ReceivedAt,
        };

    /// <summary>A message of a bot's mailbox.</summary>
    internal static BotMessage Of(IdentityKey bot, IncomingMessage message) =>
        new()
        {
            Tenant = bot.Tenant,
            Bot = bot.Name,
            Sequence = message.Sequence,
            Id = message.Id,
            Sender = message.Sender,
            SenderInstallation = message.SenderInstallation,
            ContentType = message.ContentType,
            Body = message.Body,
            Headers = message.Headers.ToImmutableDictionary(),
            InReplyTo = message.InReplyTo,
            Direction = message.Direction,
            Recipient = message.Recipient,
            GroupId = message.GroupId,
            SentAt = message.SentAt,
            ReceivedAt = message.ReceivedAt,
        };

    /// <summary>Bot, number and id; no content.</summary>
    public override string ToString() => $"BotMessage({Tenant}/{Bot}, {Sequence}, {Id})";
}
