using System.Collections.Immutable;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Storage;

/// <summary>The once-keys of an entity: the newest in its main row, older ones in rows of their own.</summary>
/// <param name="Newest">Those in the main row, oldest first.</param>
/// <param name="Pages">The rows, oldest first.</param>
internal sealed record OnceLog(ImmutableArray<OnceWrite> Newest, ImmutableArray<OncePage> Pages)
{
    /// <summary>No keys.</summary>
    public static OnceLog Empty { get; } = new([], []);

    /// <summary>Whether the main row holds so many that they go to a row of their own.</summary>
    public bool IsFull => Newest.Sum(Length) > ClusterLimits.MaxInlineOnces;

    /// <summary>With more keys.</summary>
    public OnceLog Add(ImmutableArray<OnceWrite> added) =>
        added.IsEmpty ? this : this with { Newest = Newest.AddRange(added) };

    /// <summary>With the keys of the main row in rows of their own, and what is to be written to each.</summary>
    /// <param name="rowLength">Bytes of keys that a row takes.</param>
    /// <param name="nameRow">Draws a row's name.</param>
    public (OnceLog Log, ImmutableArray<(string Row, ImmutableArray<OnceWrite> Onces)> Rows) ToPages(
        int rowLength,
        Func<string> nameRow
    )
    {
        var rows = Newest.Split(rowLength, Length).Select(onces => (Row: nameRow(), Onces: onces)).ToImmutableArray();
        var pages = rows.Select(row => new OncePage(row.Row, row.Onces.Max(once => once.KeptUntil)));
        return (new([], Pages.AddRange(pages)), rows);
    }

    /// <summary>Without what has expired or is too much; the rows that are not needed any more.</summary>
    public (OnceLog Log, ImmutableArray<string> Dropped) Prune(DateTimeOffset now)
    {
        var surplus = Pages.Length - ClusterLimits.MaxOncePages;
        var kept = Pages.Where((page, i) => i >= surplus && page.KeptUntil > now).ToImmutableArray();
        return kept.Length == Pages.Length
            ? (this, [])
            : (this with { Pages = kept }, [.. Pages.Except(kept).Select(page => page.Row)]);
    }

    private static int Length(OnceWrite once) => once.Key.Length + once.Receipt.Length + sizeof(long);
}

/// <summary>A row of once-keys.</summary>
/// <param name="Row">Its name.</param>
/// <param name="KeptUntil">How long the key in it that is kept longest is remembered.</param>
internal sealed record OncePage(string Row, DateTimeOffset KeptUntil);
