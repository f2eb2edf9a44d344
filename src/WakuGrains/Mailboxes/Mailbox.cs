using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Engine.Pages;

namespace WakuGrains.Mailboxes;

/// <summary>
/// What a mailbox does: it numbers messages, knows repeats, and lets contents go when they are acknowledged. Pure; knows nothing of
/// how messages come or who waits for them.
/// </summary>
public static class Mailbox
{
    /// <summary>Appends the messages that it has not had; whether there were any.</summary>
    /// <exception cref="EntityFullException">There is no room for all of them.</exception>
    /// <exception cref="ArgumentException">A message is longer than <see cref="MessagingLimits.MaxMailboxMessageLength"/>.</exception>
    public static Step<MailboxState, bool> Append(
        MailboxState state,
        ImmutableArray<MessageContent> messages,
        in Turn turn
    )
    {
        var next = Forget(state, turn.Now);
        var before = next;
        foreach (var message in messages)
            next = Append(next, message);
        return ReferenceEquals(next, before) ? Step.Unchanged(state, false) : Step.To(next, true);
    }

    /// <summary>Acknowledges everything up to a sequence number.</summary>
    public static Step<MailboxState, MailboxStatus> Acknowledge(MailboxState state, long upToSequence, in Turn turn)
    {
        ArgumentNullException.ThrowIfNull(state);
        var count = Math.Min(upToSequence, state.Messages.End) - state.Messages.First;
        if (count <= 0)
            return Step.Unchanged(state, state.Status);
        var next = state with { Messages = state.Messages.DropBefore(upToSequence) };
        foreach (var message in state.Messages.From(state.Messages.First).Take((int)count))
            next = Remember(next, message.Origin);
        next = Forget(next, turn.Now);
        return Step.To(next, next.Status);
    }

    /// <summary>The messages after a sequence number, at most so many, as they are kept.</summary>
    public static ImmutableArray<(long Sequence, StoredMessage Message)> Read(
        MailboxState state,
        long afterSequence,
        int limit
    )
    {
        ArgumentNullException.ThrowIfNull(state);
        var after = Math.Max(afterSequence, state.Messages.First);
        return [.. state.Messages.From(after).Take(limit).Select((message, i) => (after + i + 1, message))];
    }

    /// <summary>A mailbox whose numbers go on after those that were acknowledged elsewhere.</summary>
    internal static MailboxState After(InstallationKey key, long acknowledgedSequence) =>
        MailboxState.Empty(key) with
        {
            Messages = new(MailboxCodec.Messages, acknowledgedSequence),
        };

    /// <summary>Those of some messages that it has not had, each once.</summary>
    internal static IEnumerable<MessageContent> Unknown(MailboxState state, IEnumerable<MessageContent> messages) =>
        messages
            .DistinctBy(static message => MailboxCodec.OriginOf(message).Id)
            .Where(message => !state.Known.Contains(MailboxCodec.OriginOf(message).Id));

    /// <summary>Appends a message; the same mailbox when it has had it.</summary>
    /// <exception cref="EntityFullException">There is no room for it.</exception>
    /// <exception cref="ArgumentException">It is longer than <see cref="MessagingLimits.MaxMailboxMessageLength"/>.</exception>
    internal static MailboxState Append(MailboxState state, MessageContent message)
    {
        var origin = MailboxCodec.OriginOf(message);
        if (state.Known.Contains(origin.Id))
            return state;
        var content = MessageContentCodec.Encode(message);
        if (content.Length > MessagingLimits.MaxMailboxMessageLength)
            throw new ArgumentException(
                $"A message of {content.Length} bytes is more than the {MessagingLimits.MaxMailboxMessageLength} that a mailbox takes."
            );
        var messages =
            state.Messages.TryAppend(new(origin, content))
            ?? throw new EntityFullException("The mailbox is full; acknowledge messages to make room.");
        return state with { Messages = messages, Known = state.Known.Add(origin.Id) };
    }

    private static MailboxState Remember(MailboxState state, MessageOrigin origin)
    {
        var acknowledged = state.Acknowledged.TryAppend(origin);
        return acknowledged is null
            ? Remember(ForgetBefore(state, state.Acknowledged.OldestEnd), origin)
            : state with
            {
                Acknowledged = acknowledged,
            };
    }

    private static MailboxState Forget(MailboxState state, DateTimeOffset now)
    {
        var before = (now - MessagingLimits.EnvelopeRetention).ToUnixTimeMilliseconds();
        var ids = state.Acknowledged;
        var old = ids.From(ids.First).TakeWhile(origin => origin.ReceivedMs < before).Count();
        return old == 0 ? state : ForgetBefore(state, ids.First + old);
    }

    private static MailboxState ForgetBefore(MailboxState state, long position)
    {
        var ids = state.Acknowledged;
        var gone = ids.From(ids.First).Take((int)(position - ids.First)).Select(origin => origin.Id);
        return state with { Acknowledged = ids.DropBefore(position), Known = state.Known.Except(gone) };
    }
}
