using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Engine.Pages;

namespace WakuGrains.Mailboxes;

/// <summary>A mailbox.</summary>
/// <param name="Key">The installation whose it is.</param>
/// <param name="Messages">The messages that are not acknowledged. The position of a message is one less than its sequence number.</param>
/// <param name="Acknowledged">The ids of those that are, the oldest first.</param>
/// <param name="Known">The ids of both.</param>
public sealed record MailboxState(
    InstallationKey Key,
    PageRing<StoredMessage> Messages,
    PageRing<MessageOrigin> Acknowledged,
    ImmutableHashSet<ShortHash> Known
)
{
    /// <summary>Where it stands.</summary>
    public MailboxStatus Status =>
        MailboxStatus.At(Messages.End, Messages.First) with
        {
            HasNoRoom = Messages.FreePages < MessagingLimits.MailboxReservePages,
        };

    /// <summary>A mailbox to which nothing came.</summary>
    public static MailboxState Empty(InstallationKey key) =>
        new(key, new(MailboxCodec.Messages), new(MailboxCodec.Acknowledged), []);

    /// <summary>Where it stands; never a message.</summary>
    public override string ToString() => $"MailboxState({Key}, {Messages.First} of {Messages.End} acknowledged)";
}

/// <summary>Which message it is, and since when it is known.</summary>
/// <param name="Id">Hash of sender and message id.</param>
/// <param name="ReceivedMs">When it was received, in milliseconds since the Unix epoch.</param>
public readonly record struct MessageOrigin(ShortHash Id, long ReceivedMs);

/// <summary>A message as it is kept: serialised, because reading a sender's key takes long and most mailboxes are read once.</summary>
/// <param name="Origin">Which message it is.</param>
/// <param name="Content">The serialised message.</param>
public sealed record StoredMessage(MessageOrigin Origin, ReadOnlyMemory<byte> Content);
