using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Ports;

namespace WakuGrains.Sending;

/// <summary>
/// Adds entries to an index, and takes those out that are forgotten. What comes of it is always what the entries that are left come to
/// in their order, so that a log which was read again is the one that was written.
/// </summary>
internal sealed class SentIndexBuilder(SentIndex index)
{
    private readonly ImmutableDictionary<ShortHash, ImmutableArray<SentEnvelope>>.Builder messages =
        index.Messages.ToBuilder();

    private readonly ImmutableDictionary<ShortHash, ShortHash>.Builder acknowledgements =
        index.Acknowledgements.ToBuilder();

    /// <summary>An envelope of a message.</summary>
    public SentEnvelope? Find(ShortHash message, ShortHash envelope) =>
        Envelopes(message).FirstOrDefault(each => each.Id == envelope);

    /// <summary>Whether something waits for an acknowledgement.</summary>
    public bool IsAwaited(ShortHash acknowledgement) => acknowledgements.ContainsKey(acknowledgement);

    /// <summary>Adds the entry that follows.</summary>
    public void Add(SentEntry entry)
    {
        switch (entry)
        {
            case SentEntry.Accepted accepted:
                Put(accepted.Message, ToEnvelope(accepted));
                if (accepted.Acknowledgement is { } acknowledgement)
                    acknowledgements[acknowledgement] = accepted.Message;
                break;
            case SentEntry.Published published when Find(published.Message, published.Envelope) is { } known:
                if (known.Status < SentStatus.Published)
                    Put(published.Message, known with { Status = SentStatus.Published });
                break;
            case SentEntry.Published { FirstMs: not null } first:
                Put(first.Message, new(first.Envelope, null, null, 0, SentStatus.Published));
                break;
            case SentEntry.Delivered delivered when acknowledgements.Remove(delivered.Acknowledgement, out var message):
                messages[message] = Deliver(messages[message], delivered.Acknowledgement);
                break;
        }
    }

    /// <summary>Takes the first entry out. What followed from it goes with it: later entries about the same come to nothing.</summary>
    public void Forget(SentEntry first)
    {
        switch (first)
        {
            case SentEntry.Accepted accepted:
                Remove(accepted.Message, accepted.Envelope);
                if (accepted.Acknowledgement is { } acknowledgement)
                    StopAwaiting(acknowledgement, accepted.Message);
                break;
            case SentEntry.Published { FirstMs: not null } told
                when Find(told.Message, told.Envelope) is { Lane: null }:
                Remove(told.Message, told.Envelope);
                break;
        }
    }

    /// <summary>The index.</summary>
    public SentIndex ToIndex() => new(messages.ToImmutable(), acknowledgements.ToImmutable());

    private ImmutableArray<SentEnvelope> Envelopes(ShortHash message) =>
        messages.TryGetValue(message, out var envelopes) ? envelopes : [];

    private void Put(ShortHash message, SentEnvelope envelope) =>
        messages[message] = Envelopes(message).RemoveAll(each => each.Id == envelope.Id).Add(envelope);

    // Several envelopes of a message may have the same acknowledgement.
    private void StopAwaiting(ShortHash acknowledgement, ShortHash message)
    {
        var isOfMessage = acknowledgements.TryGetValue(acknowledgement, out var awaited) && awaited == message;
        if (isOfMessage && Envelopes(message).All(each => each.Acknowledgement != acknowledgement))
            acknowledgements.Remove(acknowledgement);
    }

    private void Remove(ShortHash message, ShortHash envelope)
    {
        var left = Envelopes(message).RemoveAll(each => each.Id == envelope);
        if (left.IsEmpty)
            messages.Remove(message);
        else
            messages[message] = left;
    }

    private static SentEnvelope ToEnvelope(SentEntry.Accepted accepted) =>
        new(
            accepted.Envelope,
            accepted.Lane,
            accepted.Acknowledgement,
            accepted.AcceptedMs,
            accepted.PublishedFirst ? SentStatus.Published : SentStatus.Accepted
        );

    private static ImmutableArray<SentEnvelope> Deliver(
        ImmutableArray<SentEnvelope> envelopes,
        ShortHash acknowledgement
    ) =>
        [
            .. envelopes.Select(each =>
                each.Acknowledgement == acknowledgement ? each with { Status = SentStatus.Delivered } : each
            ),
        ];
}
