using System.Collections.Immutable;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Storage;

/// <summary>
/// Finds once-keys, the newest first, because a key may be used again when its time is over: in the main row, and in the rows of
/// older ones, which are read when they are needed.
/// </summary>
internal sealed class OnceIndex(RowStorage rows)
{
    private readonly Dictionary<string, Dictionary<string, OnceWrite>> read = new(StringComparer.Ordinal);

    /// <summary>The receipt of a key that has not expired, or null.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> FindAsync(OnceLog log, ReadOnlyMemory<byte> key, DateTimeOffset now)
    {
        for (var i = log.Newest.Length - 1; i >= 0; i--)
            if (log.Newest[i].Key.Span.SequenceEqual(key.Span))
                return Receipt(log.Newest[i], now);
        ForgetOthers(log);
        var name = Name(key);
        for (var i = log.Pages.Length - 1; i >= 0; i--)
            if ((await ReadAsync(log.Pages[i].Row)).TryGetValue(name, out var found))
                return Receipt(found, now);
        return null;
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
    public void Clear() => read.Clear();

    private async ValueTask<Dictionary<string, OnceWrite>> ReadAsync(string row)
    {
        if (read.TryGetValue(row, out var onces))
            return onces;
        onces = new(StringComparer.Ordinal);
        foreach (var once in EntityRecordCodec.DecodeOnces(await rows.ReadAsync(row)))
            onces[Name(once.Key)] = once;
        return read[row] = onces;
    }

    private void ForgetOthers(OnceLog log)
    {
        if (read.Count > log.Pages.Length)
            foreach (var row in read.Keys.Except(log.Pages.Select(page => page.Row)).ToList())
                read.Remove(row);
    }

    // Not a conditional expression: null would become an empty memory there, which is a receipt.
    private static ReadOnlyMemory<byte>? Receipt(OnceWrite once, DateTimeOffset now)
    {
        if (once.KeptUntil > now)
            return once.Receipt;
        return null;
    }

    private static string Name(ReadOnlyMemory<byte> key) => Convert.ToHexString(key.Span);
}
