using System.Collections.Immutable;
using WakuGrains.Orleans.Effects;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Storage;

/// <summary>The next main row of an entity while it is made, with the rows that have to be written before it.</summary>
internal sealed class RecordDraft(EntityRecord record, RowNames names, RowStorage rows)
{
    private readonly List<(string Row, ReadOnlyMemory<byte> Content)> written = [];
    private readonly List<string> superseded = [];
    private readonly EntityRecord before = record;
    private EntityRecord next = record;

    /// <summary>Rows that are written with the record.</summary>
    public IEnumerable<string> Written => written.Select(each => each.Row);

    /// <summary>Rows of the record before that the next does not refer to.</summary>
    public IReadOnlyList<string> Superseded => superseded;

    /// <summary>Replaces parts: the first in the main row, others too as long as they are short.</summary>
    public void SetParts(string first, ImmutableArray<PartWrite> writes)
    {
        foreach (var (part, content) in writes)
        {
            if (next.Parts.GetValueOrDefault(part) is { Row: { } old })
                superseded.Add(old);
            var place =
                part == first || FitsInline(first, part, content.Length)
                    ? new PartPlace(content, null)
                    : ToRow(part, content);
            next = next with { Parts = next.Parts.SetItem(part, place) };
        }
    }

    /// <summary>Adds once-keys, and lets expired ones go.</summary>
    public void AddOnces(ImmutableArray<OnceWrite> added, DateTimeOffset now)
    {
        var log = next.Onces.Add(added);
        if (log.IsFull)
        {
            (log, var pages) = log.ToPages(ClusterLimits.MaxOncePage, () => names.Next("onces", next.Version + 1));
            written.AddRange(
                pages.Select(row => (row.Row, (ReadOnlyMemory<byte>)EntityRecordCodec.EncodeOnces(row.Onces)))
            );
        }

        var (kept, dropped) = log.Prune(now);
        superseded.AddRange(dropped);
        next = next with { Onces = kept };
    }

    /// <summary>Lists the effects that wait.</summary>
    /// <param name="inline">Those without a row of their own, in order.</param>
    /// <param name="used">Rows of which anything still waits.</param>
    public EffectLayout SetEffects(ImmutableArray<PendingEffect> inline, IReadOnlySet<string> used)
    {
        var kept = before.EffectRows.Where(used.Contains).ToImmutableArray();
        superseded.AddRange(before.EffectRows.Except(kept));
        var layout = EffectLayout.Of(
            inline,
            kept,
            ClusterLimits.MaxInlineEffects,
            ClusterLimits.MaxEffectPage,
            () => names.Next("effects", next.Version + 1)
        );
        written.AddRange(
            layout.NewRows.Select(row => (row.Row, (ReadOnlyMemory<byte>)PendingEffectCodec.EncodeRow(row.Effects)))
        );
        next = next with { Effects = layout.Inline, EffectRows = layout.Rows };
        return layout;
    }

    /// <summary>The record as it is to be written.</summary>
    /// <param name="effects">How many effects it adds.</param>
    /// <param name="waiting">Rows that nothing refers to and that are not deleted yet.</param>
    public EntityRecord Finish(int effects, IEnumerable<string> waiting) =>
        next with
        {
            Version = before.Version + 1,
            LastEffectId = before.LastEffectId + effects,
            Superseded = [.. waiting, .. superseded],
        };

    /// <summary>Writes the rows that the record refers to.</summary>
    public Task WriteRowsAsync() => Task.WhenAll(written.Select(each => rows.WriteAsync(each.Row, each.Content)));

    private bool FitsInline(string first, string part, int length) =>
        length <= ClusterLimits.MaxInlinePart
        && next.InlineLengthWithout(first, part) + length <= ClusterLimits.MaxInlineParts;

    private PartPlace ToRow(string part, ReadOnlyMemory<byte> content)
    {
        var row = names.Next(part, next.Version + 1);
        written.Add((row, content));
        return new PartPlace(null, row);
    }
}
