using System.Collections.Immutable;
using WakuGrains.Orleans.Effects;

namespace WakuGrains.Orleans.Storage;

/// <summary>
/// The main row of an entity: everything that one commit replaces at once. What is too long for it lies in rows of its own,
/// which it names; a row that it does not name is not part of the entity.
/// </summary>
/// <param name="Version">0 when never written, then one more with each commit.</param>
/// <param name="Parts">The parts of the state by their names.</param>
/// <param name="Onces">Once-keys that turns have used up.</param>
/// <param name="LastEffectId">The highest id of an effect; none is given out again.</param>
/// <param name="Effects">Effects that wait in the main row, in order.</param>
/// <param name="EffectRows">Rows with effects that came before those, oldest first.</param>
/// <param name="Superseded">Rows that nothing refers to any more and that are to be deleted.</param>
internal sealed record EntityRecord(
    long Version,
    ImmutableSortedDictionary<string, PartPlace> Parts,
    OnceLog Onces,
    long LastEffectId,
    ImmutableArray<PendingEffect> Effects,
    ImmutableArray<string> EffectRows,
    ImmutableArray<string> Superseded
)
{
    /// <summary>An entity that was never written.</summary>
    public static EntityRecord Empty { get; } =
        new(
            0,
            ImmutableSortedDictionary.Create<string, PartPlace>(StringComparer.Ordinal),
            OnceLog.Empty,
            0,
            [],
            [],
            []
        );

    /// <summary>Bytes of the parts that lie in this row, without the first and one other.</summary>
    public int InlineLengthWithout(string first, string part) =>
        Parts.Where(each => each.Key != first && each.Key != part).Sum(each => each.Value.Content?.Length ?? 0);

    /// <summary>The rows that are part of the entity.</summary>
    public IEnumerable<string> Rows =>
        Parts
            .Values.Select(place => place.Row)
            .OfType<string>()
            .Concat(Onces.Pages.Select(page => page.Row))
            .Concat(EffectRows);
}

/// <summary>Where a part's content lies: here, or in a row.</summary>
/// <param name="Content">The content, when it lies here.</param>
/// <param name="Row">The name of its row otherwise.</param>
internal sealed record PartPlace(ReadOnlyMemory<byte>? Content, string? Row);
