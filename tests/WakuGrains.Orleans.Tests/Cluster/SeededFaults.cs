using WakuGrains.Orleans.Storage;
using WakuGrains.Testing;

namespace WakuGrains.Orleans.Tests.Cluster;

/// <summary>
/// A plan by which writes go wrong: of every sort of row the first before it is done and the second after it, and then one in so
/// many by lot.
/// </summary>
/// <param name="seed">The lots follow from it.</param>
/// <param name="oneIn">One write in so many goes wrong.</param>
internal sealed class SeededFaults(int seed, int oneIn)
{
    private readonly SeededRandom lots = new(seed);
    private readonly Dictionary<string, List<StorageFault>> met = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>How the writes of each sort of row went, in order.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<StorageFault>> Met
    {
        get
        {
            lock (gate)
                return met.ToDictionary(sort => sort.Key, sort => (IReadOnlyList<StorageFault>)[.. sort.Value]);
        }
    }

    /// <summary>What becomes of a call.</summary>
    public StorageFault Next(StorageCall call)
    {
        if (call.Operation == StorageOperation.Read)
            return StorageFault.None;
        lock (gate)
        {
            var sort = SortOf(call);
            if (!met.TryGetValue(sort, out var faults))
                met[sort] = faults = [];
            faults.Add(
                faults.Count switch
                {
                    0 => StorageFault.Before,
                    1 => StorageFault.After,
                    _ => Draw(),
                }
            );
            return faults[^1];
        }
    }

    private StorageFault Draw() =>
        (lots.Draw() % (2 * oneIn)) switch
        {
            0 => StorageFault.Before,
            1 => StorageFault.After,
            _ => StorageFault.None,
        };

    private static string SortOf(StorageCall call)
    {
        var row = call.Row == EntityStorage.MainRow ? "main" : "other";
        return $"{call.Operation} {call.Grain.Type} {row}";
    }
}
