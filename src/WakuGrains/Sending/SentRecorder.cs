using WakuGrains.Engine;
using WakuGrains.Engine.Pages;
using WakuGrains.Ports;

namespace WakuGrains.Sending;

/// <summary>The turn of a log: entries and index as they are after the updates so far.</summary>
internal sealed class SentRecorder
{
    private readonly InstallationKey key;
    private readonly DateTimeOffset now;
    private readonly SentIndexBuilder index;
    private PageRing<SentEntry> entries;

    public SentRecorder(SentLogState state, DateTimeOffset now)
    {
        (key, entries, this.now) = (state.Key, state.Entries, now);
        index = new(state.Index);
        var old = entries.From(entries.First).TakeWhile(IsOld).Count();
        ForgetBefore(entries.First + old);
    }

    /// <summary>Whether an update said something new.</summary>
    public bool HasRecorded { get; private set; }

    /// <summary>Records an update if it says something new.</summary>
    public void Record(SentUpdate update)
    {
        if (ToEntry(update) is not { } entry)
            return;
        var longer = entries.TryAppend(entry);
        while (longer is null)
        {
            ForgetBefore(entries.OldestEnd);
            longer = entries.TryAppend(entry);
        }

        entries = longer;
        index.Add(entry);
        HasRecorded = true;
    }

    /// <summary>The log.</summary>
    public SentLogState ToState() => new(key, entries, index.ToIndex());

    private SentEntry? ToEntry(SentUpdate update) =>
        update switch
        {
            SentUpdate.Accepted { MessageId.IsEmpty: false } accepted => ToEntry(accepted),
            SentUpdate.Published { MessageId.IsEmpty: false } published => ToEntry(published),
            SentUpdate.Delivered delivered => ToEntry(delivered),
            _ => null,
        };

    private SentEntry.Accepted? ToEntry(SentUpdate.Accepted accepted)
    {
        var lane = InInstallation(accepted.Lane);
        var (message, envelope) = (SentLog.MessageOf(accepted.MessageId), SentLog.InLane(lane, accepted.EnvelopeHash));
        var (known, acceptedMs) = (index.Find(message, envelope), accepted.AcceptedAt.ToUnixTimeMilliseconds());
        return known is { Lane: not null } || acceptedMs < SentLog.KeptSince(now)
            ? null
            : new(
                lane,
                message,
                envelope,
                accepted.AcknowledgementId.IsEmpty ? null : SentLog.InLane(lane, accepted.AcknowledgementId),
                acceptedMs,
                PublishedFirst: known is not null
            );
    }

    private SentEntry.Published? ToEntry(SentUpdate.Published published)
    {
        var envelope = SentLog.InLane(InInstallation(published.Lane), published.EnvelopeHash);
        var message = SentLog.MessageOf(published.MessageId);
        return index.Find(message, envelope) switch
        {
            null => new(message, envelope, now.ToUnixTimeMilliseconds()),
            { Status: < SentStatus.Published } => new(message, envelope, null),
            _ => null,
        };
    }

    private SentEntry.Delivered? ToEntry(SentUpdate.Delivered delivered)
    {
        var acknowledgement = SentLog.InLane(InInstallation(delivered.Lane), delivered.AcknowledgementId);
        return index.IsAwaited(acknowledgement) ? new(acknowledgement) : null;
    }

    private string InInstallation(string lane) => SentLog.InInstallation(key, lane);

    // What follows an acceptance is of no use any more when it has become the first entry.
    private bool IsOld(SentEntry first) =>
        first switch
        {
            SentEntry.Accepted accepted => accepted.AcceptedMs < SentLog.KeptSince(now),
            SentEntry.Published { FirstMs: { } firstMs } => firstMs < SentLog.KeptSince(now),
            _ => true,
        };

    private void ForgetBefore(long position)
    {
        foreach (var entry in entries.From(entries.First).Take((int)(position - entries.First)))
            index.Forget(entry);
        entries = entries.DropBefore(position);
    }
}
