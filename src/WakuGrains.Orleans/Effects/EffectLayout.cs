using System.Collections.Immutable;
using WakuGrains.Orleans.Storage;

namespace WakuGrains.Orleans.Effects;

/// <summary>Where a record lists the effects that wait.</summary>
/// <param name="Inline">Those in the main row, in order.</param>
/// <param name="Rows">All rows with effects that came before those, oldest first.</param>
/// <param name="NewRows">Those of the rows that come with this record, with what is in them.</param>
internal sealed record EffectLayout(
    ImmutableArray<PendingEffect> Inline,
    ImmutableArray<string> Rows,
    ImmutableArray<(string Row, ImmutableArray<PendingEffect> Effects)> NewRows
)
{
    /// <summary>Lays out effects: in the main row as long as they fit there, and otherwise in rows of their own.</summary>
    /// <param name="inline">What has no row yet, in order.</param>
    /// <param name="rows">The rows that are still in use.</param>
    /// <param name="mainLength">Bytes of effects that the main row takes.</param>
    /// <param name="rowLength">Bytes of effects that another row takes, unless a single one is longer.</param>
    /// <param name="nameRow">Draws a row's name.</param>
    public static EffectLayout Of(
        ImmutableArray<PendingEffect> inline,
        ImmutableArray<string> rows,
        int mainLength,
        int rowLength,
        Func<string> nameRow
    )
    {
        if (inline.Sum(effect => (long)effect.Length) <= mainLength)
            return new(inline, rows, []);
        var added = inline
            .Split(rowLength, static effect => effect.Length)
            .Select(effects => (nameRow(), effects))
            .ToImmutableArray();
        return new([], rows.AddRange(added.Select(row => row.Item1)), added);
    }
}
