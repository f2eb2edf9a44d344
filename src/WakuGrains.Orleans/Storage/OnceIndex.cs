using System.Collections.Immutable;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Storage;

/// <summary>Finds once-keys: in the main row, and in the rows of older ones, which are read when they are needed.</summary>
internal sealed class OnceIndex(RowStorage rows)
{
    private readonly Dictionary<string, OnceWrite> paged = new(StringComparer.Ordinal);
    private readonly HashSet<string> read = new(StringComparer.Ordinal);

    /// <summary>The receipt of a key that has not expired, or null.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> FindAsync(OnceLog log, ReadOnlyMemory<byte> key, DateTimeOffset now)
    {
        foreach (var once in log.Newest)
            if (once.Key.Span.SequenceEqual(key.Span))
                return Receipt(once, now);
        foreach (var page in log.Pages)
            if (read.Add(page.Row))
                Take(EntityRecordCodec.DecodeOnces(await rows.ReadAsync(page.Row)));
        return paged.TryGetValue(Convert.ToHexString(key.Span), out var found) ? Receipt(found, now) : null;
    }

    /// <summary>Every key, the oldest first.</summary>
    public async Task<ImmutableArray<OnceWrite>> ReadAllAsync(OnceLog log)
    {
        var all = ImmutableArray.CreateBuilder<OnceWrite>();
        foreach (var page in log.Pages)
            all.AddRange(EntityRecordCodec.DecodeOnces(await rows.ReadAsync(page.Row)));
        all.AddRange(log.Newest);
        return all.ToImmutable();
    }

    /// <summary>Forgets what was read, because the record is read again.</summary>
    public void Clear()
    {
        paged.Clear();
        read.Clear();
    }

    private void Take(IEnumerable<OnceWrite> onces)
    {
        foreach (var once in onces)
            paged[Convert.ToHexString(once.Key.Span)] = once;
    }

    private static ReadOnlyMemory<byte>? Receipt(OnceWrite once, DateTimeOffset now) =>
        once.KeptUntil > now ? once.Receipt : null;
}
