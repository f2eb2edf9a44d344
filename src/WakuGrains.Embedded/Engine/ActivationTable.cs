using System.Collections.Concurrent;
using WakuGrains.Embedded.Diagnostics;

namespace WakuGrains.Embedded.Engine;

/// <summary>
/// The entities in memory, at most one activation for each key. When there are more than it should hold, those unused for
/// longest are put away; one in use never is.
/// </summary>
internal sealed class ActivationTable(int capacity)
{
    private readonly ConcurrentDictionary<(string Kind, string Key), Activation> activations = new();
    private int count;
    private int slack;
    private int isTrimming;

    /// <summary>Entities in memory.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>The activation of a key, made when there is none.</summary>
    public Activation GetOrAdd<TArgument>(
        (string Kind, string Key) key,
        Func<TArgument, Activation> create,
        TArgument argument
    )
    {
        if (activations.TryGetValue(key, out var present))
            return present;
        var created = create(argument);
        var activation = activations.GetOrAdd(key, created);
        if (ReferenceEquals(activation, created))
            Added();
        return activation;
    }

    /// <summary>Takes out an activation that is closed. <see langword="false"/> when it is out already.</summary>
    public bool Remove(string kind, string key, Activation activation) =>
        Remove(new KeyValuePair<(string, string), Activation>((kind, key), activation));

    /// <summary>Puts away what was last used before a time, in ticks. Returns how many.</summary>
    public int PutAway(long usedBefore) =>
        activations.Count(each => each.Value.UsedAt < usedBefore && each.Value.TryClose() && Remove(each));

    private void Added()
    {
        StoreMetrics.ActiveEntities.Add(1);
        if (
            Interlocked.Increment(ref count) <= capacity + Volatile.Read(ref slack)
            || Interlocked.Exchange(ref isTrimming, 1) != 0
        )
            return;
        ThreadPool.UnsafeQueueUserWorkItem(static table => table.Trim(), this, preferLocal: false);
    }

    // A tenth at once, so that its cost is spread over many; after a vain attempt the next comes a tenth later.
    private void Trim()
    {
        var surplus = Count - (capacity - (capacity / 10));
        foreach (var each in activations.ToArray().OrderBy(each => each.Value.UsedAt).Take(surplus))
            if (each.Value.TryClose())
                Remove(each);
        Volatile.Write(ref slack, Math.Max(0, Count + (capacity / 10) - capacity));
        Volatile.Write(ref isTrimming, 0);
    }

    private bool Remove(KeyValuePair<(string, string), Activation> entry)
    {
        if (!activations.TryRemove(entry))
            return false;
        Interlocked.Decrement(ref count);
        StoreMetrics.ActiveEntities.Add(-1);
        return true;
    }
}
