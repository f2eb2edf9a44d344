using System.Collections.Immutable;
using System.Text;
using WakuGrains.Engine;
using WakuGrains.Mailboxes;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Mailboxes;

/// <summary>A mailbox that is put away between any two turns, a clock, and messages to fill it with.</summary>
internal sealed class MailboxFixture
{
    /// <summary>The key of the mailbox.</summary>
    public const string Key = "tenant/bot/device";

    private static readonly TestWorld World = new();
    private static readonly PublicKey[] Senders = [.. Enumerable.Range(1, 3).Select(_ => World.NewKeyPair().PublicKey)];

    /// <summary>The mailbox.</summary>
    public SavedEntity<MailboxState> Saved { get; } = new(new MailboxDefinition(), Key);

    /// <summary>The clock.</summary>
    public DateTimeOffset Now { get; set; } = World.Now;

    /// <summary>Where the mailbox stands.</summary>
    public MailboxStatus Status => Saved.State.Status;

    /// <summary>A message whose id follows from its text.</summary>
    public MessageContent Message(string text, int sender = 0, int length = 0) =>
        new(
            Encoding.UTF8.GetBytes(text.PadRight(32)),
            Senders[sender],
            "device",
            1,
            "text/plain",
            Encoding.UTF8.GetBytes(text.PadRight(length)),
            ImmutableDictionary<string, string>.Empty,
            "",
            1,
            Now,
            Now
        );

    /// <summary>Appends messages.</summary>
    public bool Append(params MessageContent[] messages) =>
        Saved.Turn(state => Mailbox.Append(state, [.. messages], Turn));

    /// <summary>Appends a message of a text.</summary>
    public bool Append(string text) => Append(Message(text));

    /// <summary>Acknowledges messages.</summary>
    public MailboxStatus Acknowledge(long upToSequence) =>
        Saved.Turn(state => Mailbox.Acknowledge(state, upToSequence, Turn));

    /// <summary>Numbers and texts of messages.</summary>
    public IReadOnlyList<(long Sequence, string Text)> Read(long after = 0, int limit = 1000) =>
        Mailbox
            .Read(Saved.State, after, limit)
            .Select(each =>
                (each.Sequence, Text(MessageContentCodec.Decode(TestWorld.Curve, each.Message.Content.ToArray())))
            )
            .ToList();

    private Turn Turn => World.Turn with { Now = Now };

    private static string Text(MessageContent message) => Encoding.UTF8.GetString(message.Body.Span).TrimEnd();
}
