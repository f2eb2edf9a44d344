using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace WakuGrains.Archives;

/// <summary>An entity, a mailbox or another record, with the records that belong to it.</summary>
/// <param name="Head">The record.</param>
/// <param name="Belongings">Those that follow it and belong to it, in their order.</param>
public sealed record ArchiveBlock(ArchiveRecord Head, ImmutableArray<ArchiveRecord> Belongings);

/// <summary>Cuts an archive into blocks, for stores that keep an entity or a mailbox in one record.</summary>
public static class ArchiveBlocks
{
    /// <summary>The same records in blocks; one block is in memory at a time.</summary>
    public static async IAsyncEnumerable<ArchiveBlock> InBlocksAsync(
        this IAsyncEnumerable<ArchiveRecord> records,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(records);
        ArchiveRecord? head = null;
        var belongings = ImmutableArray.CreateBuilder<ArchiveRecord>();
        await foreach (var record in records.WithCancellation(cancellationToken))
        {
            if (head is not null && IsBelonging(record))
            {
                belongings.Add(record);
                continue;
            }

            if (head is not null)
                yield return new(head, belongings.DrainToImmutable());
            head = record;
        }

        if (head is not null)
            yield return new(head, belongings.DrainToImmutable());
    }

    private static bool IsBelonging(ArchiveRecord record) =>
        record
            is ArchiveRecord.OnceKey
                or ArchiveRecord.Outbox
                or ArchiveRecord.Sent
                or ArchiveRecord.Letter
                or ArchiveRecord.Acknowledged
                or ArchiveRecord.Message;
}
