using WakuGrains.Archives;

namespace WakuGrains.Silo.Cli;

/// <summary>Counts what is in an archive, by what an operator knows it as.</summary>
internal sealed class ArchiveTally
{
    private readonly SortedDictionary<(int Place, string Name), long> counts = [];

    /// <summary>The same records, counted as they pass.</summary>
    public async IAsyncEnumerable<ArchiveRecord> Count(IAsyncEnumerable<ArchiveRecord> records)
    {
        await foreach (var record in records)
        {
            Add(record);
            yield return record;
        }
    }

    /// <summary>Prints the counts.</summary>
    public void Print() =>
        Tables.Print(["what", "how many"], counts.Select(each => (string[])[each.Key.Name, Tables.Number(each.Value)]));

    private void Add(ArchiveRecord record)
    {
        if (Name(record) is { } name)
            counts[name] = counts.GetValueOrDefault(name) + 1;
    }

    private static (int Place, string Name)? Name(ArchiveRecord record) =>
        record switch
        {
            ArchiveRecord.Entity entity => (0, entity.Kind),
            ArchiveRecord.OnceKey => (1, "key of what happened once"),
            ArchiveRecord.Outbox => (2, "envelope to be published"),
            ArchiveRecord.Sent => (3, "status of a sent envelope"),
            ArchiveRecord.Letter => (4, "letter to be carried"),
            ArchiveRecord.Mailbox => (5, "mailbox"),
            ArchiveRecord.Message => (6, "message in a mailbox"),
            ArchiveRecord.Acknowledged => (7, "trace of an acknowledged message"),
            ArchiveRecord.Listener => (8, "topic that is listened to"),
            _ => null,
        };
}
