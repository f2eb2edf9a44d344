using System.Collections.Immutable;

namespace WakuGrains.Benchmarks.Cluster;

/// <summary>Whose calls they are.</summary>
/// <param name="Grain">The type of the grain.</param>
/// <param name="Owner">The identity that its key begins with; for what belongs to no identity the key itself.</param>
internal readonly record struct StorageUser(string Grain, string Owner);

/// <summary>What the silos of a cluster have asked of their storage so far, or between two readings.</summary>
/// <param name="Calls">Calls of the storage provider, by who called.</param>
/// <param name="Reminders">Reminders looked up, registered and ended.</param>
internal sealed record StorageReading(ImmutableDictionary<StorageUser, StorageCalls> Calls, long Reminders)
{
    /// <summary>The calls of some.</summary>
    public StorageCalls Of(Func<StorageUser, bool> which) =>
        Calls.Where(each => which(each.Key)).Aggregate(default(StorageCalls), (sum, each) => sum + each.Value);

    public static StorageReading operator -(StorageReading left, StorageReading right) =>
        new(
            left.Calls.ToImmutableDictionary(
                each => each.Key,
                each => each.Value - right.Calls.GetValueOrDefault(each.Key)
            ),
            left.Reminders - right.Reminders
        );
}
