using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Orleans.Storage;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Effects;

/// <summary>
/// The committed effects of one entity that are still to be carried out, in memory. What was carried out goes with the next
/// write of the entity's record; a crash before that repeats it, which changes nothing. Safe for concurrent use: effects are
/// carried out while the entity's turns go on.
/// </summary>
internal sealed class PendingEffects
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<long, Waiting> waiting = [];
    private readonly Dictionary<long, string?> carried = [];
    private long length;

    /// <summary>Whether the stored record lists effects that have been carried out.</summary>
    public bool HasCarried
    {
        get
        {
            lock (gate)
                return carried.Count > 0;
        }
    }

    /// <summary>Whether nothing waits.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (gate)
                return waiting.Count == 0;
        }
    }

    /// <summary>Takes what the stored record lists, but for what this activation has carried out already.</summary>
    public void Restore(IEnumerable<(string? Row, PendingEffect Effect)> stored)
    {
        lock (gate)
        {
            waiting.Clear();
            length = 0;
            foreach (var (row, effect) in stored)
                if (carried.ContainsKey(effect.Id))
                    carried[effect.Id] = row;
                else
                    Put(effect, row);
        }
    }

    /// <summary>Makes sure that there is room for more.</summary>
    /// <exception cref="StoreUnavailableException">Too much waits already.</exception>
    public void RequireRoom(ImmutableArray<PendingEffect> added)
    {
        if (added.IsEmpty)
            return;
        lock (gate)
        {
            var isLong = length + added.Sum(effect => (long)effect.Length) > ClusterLimits.MaxPendingEffects;
            if ((waiting.Count > 0 && isLong) || UsedRows().Count >= ClusterLimits.MaxEffectRows)
                throw new StoreUnavailableException(
                    $"{waiting.Count} envelopes and other effects of this entity wait to be carried out; nothing more is accepted until some have gone."
                );
        }
    }

    /// <summary>Those that have no row of their own, in order.</summary>
    public ImmutableArray<PendingEffect> ReadInline()
    {
        lock (gate)
            return [.. waiting.Values.Where(each => each.Row is null).Select(each => each.Effect)];
    }

    /// <summary>Rows of which anything still waits.</summary>
    public IReadOnlySet<string> UsedRows()
    {
        lock (gate)
            return waiting.Values.Select(each => each.Row).OfType<string>().ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>A record was written.</summary>
    /// <param name="added">What came with it.</param>
    /// <param name="layout">Where it lists what.</param>
    public void Committed(ImmutableArray<PendingEffect> added, EffectLayout layout)
    {
        lock (gate)
        {
            foreach (var effect in added)
                Put(effect, null);
            foreach (var (row, effects) in layout.NewRows)
            foreach (var effect in effects)
                MoveTo(row, effect.Id);
            var listed = layout.Inline.Select(effect => effect.Id).ToHashSet();
            var rows = layout.Rows.ToHashSet(StringComparer.Ordinal);
            foreach (var (id, row) in carried.ToList())
                if (!(row is null ? listed.Contains(id) : rows.Contains(row)))
                    carried.Remove(id);
        }
    }

    /// <summary>Those with ids above a number that are of a kind, ascending.</summary>
    public ImmutableArray<T> Read<T>(long afterId, int limit, Func<PendingEffect, T?> select)
        where T : class
    {
        lock (gate)
            return
            [
                .. waiting
                    .Values.Where(each => each.Effect.Id > afterId)
                    .Select(each => select(each.Effect))
                    .OfType<T>()
                    .Take(limit),
            ];
    }

    /// <summary>Finds those of some ids.</summary>
    public ImmutableArray<PendingEffect> Find(IReadOnlyCollection<long> ids)
    {
        lock (gate)
            return [.. ids.Where(waiting.ContainsKey).Select(id => waiting[id].Effect)];
    }

    /// <summary>They have been carried out.</summary>
    public void Mark(IEnumerable<long> ids)
    {
        lock (gate)
        {
            foreach (var id in ids)
            {
                if (!waiting.Remove(id, out var gone))
                    continue;
                length -= gone.Effect.Length;
                carried[id] = gone.Row;
            }
        }
    }

    private void Put(PendingEffect effect, string? row)
    {
        waiting[effect.Id] = new(effect, row);
        length += effect.Length;
    }

    // It may have been carried out while the record was written.
    private void MoveTo(string row, long id)
    {
        if (waiting.TryGetValue(id, out var present))
            waiting[id] = present with { Row = row };
        else if (carried.ContainsKey(id))
            carried[id] = row;
    }

    private readonly record struct Waiting(PendingEffect Effect, string? Row);
}
