using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using WakuGrains.Engine;

namespace WakuGrains.Conformance;

/// <summary>The smallest entity that is interesting: a number, and notes in a part of their own.</summary>
public sealed record Ledger(long Value, ImmutableArray<string> Notes)
{
    /// <summary>Adds one. The result is the new value.</summary>
    public static Step<Ledger, long> Increment(Ledger state, Turn turn) =>
        Step.To<Ledger, long>(state with { Value = state.Value + 1 }, state.Value + 1);

    /// <summary>Adds one with effects.</summary>
    public static Func<Ledger, Turn, Step<Ledger, long>> IncrementWith(params Effect[] effects) =>
        (state, _) => new(state with { Value = state.Value + 1 }, state.Value + 1, [.. effects]);

    /// <summary>Adds a note.</summary>
    public static Func<Ledger, Turn, Step<Ledger, int>> Note(string note) =>
        (state, _) => Step.To<Ledger, int>(state with { Notes = state.Notes.Add(note) }, state.Notes.Length + 1);
}

/// <summary>How a <see cref="Ledger"/> is stored.</summary>
public sealed class LedgerDefinition : IEntityDefinition<Ledger>
{
    private readonly int[] encoded = new int[2];

    /// <summary>How often each part was encoded.</summary>
    public IReadOnlyList<int> Encoded => encoded;

    public string Kind => "ledger";

    public IReadOnlyList<string> Parts { get; } = ["main", "notes"];

    public Ledger Empty(string key) => new(0, []);

    public bool HasChanged(int part, Ledger before, Ledger after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return part == 0 ? before.Value != after.Value : before.Notes != after.Notes;
    }

    public byte[] Encode(int part, Ledger state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Interlocked.Increment(ref encoded[part]);
        return Encoding.UTF8.GetBytes(
            part == 0 ? state.Value.ToString(CultureInfo.InvariantCulture) : string.Join('\n', state.Notes)
        );
    }

    public Ledger Decode(string key, IReadOnlyList<byte[]?> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return new(
            parts[0] is { } value ? long.Parse(value, CultureInfo.InvariantCulture) : 0,
            parts[1] is { } notes ? [.. Encoding.UTF8.GetString(notes).Split('\n')] : []
        );
    }
}
