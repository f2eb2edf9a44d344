using WakuGrains.Engine;
using WakuGrains.Engine.Pages;
using WakuGrains.Mailboxes;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Archives;

/// <summary>
/// A mailbox that is an entity, as an archive has it. Its numbers go along. The ids of acknowledged messages do not: the entity
/// knows them by another name than archives do.
/// </summary>
internal static class MailboxRecords
{
    /// <summary>The records of a mailbox; none when nothing ever came.</summary>
    /// <param name="state">The mailbox.</param>
    /// <param name="undelivered">Messages on their way to it: those that it has not had get the next numbers.</param>
    /// <param name="curve">Reads the senders' keys.</param>
    /// <exception cref="StateFormatException">A message is damaged.</exception>
    public static IEnumerable<ArchiveRecord> Of(
        MailboxState state,
        IEnumerable<MessageContent> undelivered,
        ISecp256k1 curve
    )
    {
        var (first, sequence) = (state.Messages.First, state.Messages.First);
        var added = Mailbox.Unknown(state, undelivered).ToList();
        var last = state.Messages.End + added.Count;
        if (last == 0)
            yield break;
        yield return new ArchiveRecord.Mailbox(state.Key, last, first);
        foreach (var message in state.Messages.From(first))
            yield return new ArchiveRecord.Message(
                ++sequence,
                MessageContentCodec.Decode(curve, message.Content.ToArray())
            );
        foreach (var message in added)
            yield return new ArchiveRecord.Message(++sequence, message);
    }

    /// <summary>The mailbox that records tell of.</summary>
    /// <exception cref="ArchiveException">It is larger than such a mailbox can be, or messages are missing.</exception>
    public static MailboxState Restore(ArchiveRecord.Mailbox mailbox, IEnumerable<ArchiveRecord.Message> messages)
    {
        var state = Mailbox.After(mailbox.Key, mailbox.AcknowledgedSequence);
        foreach (var message in messages)
        {
            state = Append(state, message.Content);
            if (state.Messages.End != message.Sequence)
                throw NotWhole(mailbox);
        }

        return state.Messages.End == mailbox.LastSequence ? state : throw NotWhole(mailbox);
    }

    private static MailboxState Append(MailboxState state, MessageContent message)
    {
        try
        {
            return Mailbox.Append(state, message);
        }
        catch (Exception exception) when (exception is EntityFullException or ArgumentException)
        {
            throw new ArchiveException(
                $"The mailbox {state.Key} holds more than can be taken over here. Import the archive where it came from, acknowledge messages there and export again.",
                exception
            );
        }
    }

    private static ArchiveException NotWhole(ArchiveRecord.Mailbox mailbox) =>
        new($"The archive does not have every message that waits in the mailbox {mailbox.Key}.");
}
