using System.Runtime.CompilerServices;
using WakuGrains.Engine;

namespace WakuGrains.Archives;

/// <summary>
/// The order that the records of an archive have, whoever writes it: the key of the fingerprints if there is one; entities, each
/// followed by its once-keys, outbox, statuses and letters; mailboxes, each followed by its messages, ascending; listeners; the
/// end. Entities, mailboxes and listeners may be mixed.
/// </summary>
public static class ArchiveOrder
{
    /// <summary>The same records, refused where they are out of order or end too early.</summary>
    /// <exception cref="ArchiveException">They are, or do.</exception>
    public static async IAsyncEnumerable<ArchiveRecord> InOrderAsync(
        this IAsyncEnumerable<ArchiveRecord> records,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(records);
        var check = new Check();
        await foreach (var record in records.WithCancellation(cancellationToken))
        {
            check.Take(record);
            yield return record;
        }

        check.RequireEnd();
    }

    private sealed class Check
    {
        private long count;
        private bool hasFingerprints;
        private bool isInEntity;
        private ArchiveRecord.Mailbox? mailbox;
        private long sequence;
        private bool hasEnded;

        public void Take(ArchiveRecord record)
        {
            if (hasEnded || !Follows(record))
                throw new ArchiveException(
                    $"The archive is not in order: record {count + 1} ({record.GetType().Name}) is out of place."
                );
            count++;
        }

        public void RequireEnd()
        {
            if (!hasEnded)
                throw new ArchiveException($"The archive is not whole: it ends after {count} records.");
        }

        private bool Follows(ArchiveRecord record) =>
            record switch
            {
                ArchiveRecord.Fingerprints => hasFingerprints = count == 0,
                ArchiveRecord.Entity => Begin(entity: true),
                ArchiveRecord.OnceKey or ArchiveRecord.Outbox or ArchiveRecord.Sent or ArchiveRecord.Letter =>
                    isInEntity,
                ArchiveRecord.Mailbox begun => Begin(entity: false, begun),
                ArchiveRecord.Acknowledged { Sequence: var number } => hasFingerprints
                    && IsNext(number)
                    && number <= mailbox!.AcknowledgedSequence,
                ArchiveRecord.Message { Sequence: var number } => IsNext(number)
                    && number > mailbox!.AcknowledgedSequence,
                ArchiveRecord.Listener => Begin(entity: false),
                ArchiveRecord.End end => hasEnded = end.Count == count,
                _ => false,
            };

        private bool Begin(bool entity, ArchiveRecord.Mailbox? begun = null)
        {
            isInEntity = entity;
            mailbox = begun;
            sequence = 0;
            return begun is null
                || (begun.AcknowledgedSequence >= 0 && begun.AcknowledgedSequence <= begun.LastSequence);
        }

        private bool IsNext(long number)
        {
            var isNext = mailbox is not null && number > sequence && number <= mailbox.LastSequence;
            sequence = number;
            return isNext;
        }
    }
}
