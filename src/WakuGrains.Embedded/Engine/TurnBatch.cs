using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Ports;

namespace WakuGrains.Embedded.Engine;

/// <summary>
/// The turns of one entity that are committed together: each runs over the state that the one before left. Holds what the
/// commit will write.
/// </summary>
internal sealed class TurnBatch<TState>(
    IEntityDefinition<TState> definition,
    string key,
    TState before,
    Turn turn,
    IEntityStore store
)
    where TState : class
{
    private readonly TState committed = before;
    private readonly List<OnceWrite> onces = [];
    private readonly List<Effect> effects = [];
    private readonly List<TState> superseded = [];

    /// <summary>The state after the turns so far.</summary>
    public TState State { get; private set; } = before;

    /// <summary>The effects so far, in order.</summary>
    public IReadOnlyList<Effect> Effects => effects;

    /// <summary>Runs a behaviour and takes its step.</summary>
    public Step<TState, TResult> Take<TResult>(Func<TState, Turn, Step<TState, TResult>> behaviour)
    {
        var step = behaviour(State, turn);
        if (!ReferenceEquals(State, step.State))
            superseded.Add(State);
        State = step.State;
        effects.AddRange(step.Effects);
        return step;
    }

    /// <summary>The receipt of a once-key: of this batch or stored.</summary>
    public ValueTask<ReadOnlyMemory<byte>?> FindOnceAsync(ReadOnlyMemory<byte> onceKey)
    {
        foreach (var used in onces)
            if (used.Key.Span.SequenceEqual(onceKey.Span))
                return new(used.Receipt);
        return store.FindOnceAsync(definition.Kind, key, onceKey, CancellationToken.None);
    }

    /// <summary>Uses up a once-key.</summary>
    public void UseUp(OnceWrite once) => onces.Add(once);

    /// <summary>Wipes the secrets of every state before the last one: after the commit, when nobody goes back to them.</summary>
    public void WipeSuperseded()
    {
        foreach (var state in superseded)
            definition.Wipe(state, State);
    }

    /// <summary>What is to be written; null when nothing is.</summary>
    public EntityCommit? ToCommit(long version)
    {
        var writes = ImmutableArray.CreateBuilder<PartWrite>(definition.Parts.Count);
        if (!ReferenceEquals(State, committed))
            for (var part = 0; part < definition.Parts.Count; part++)
                if (definition.HasChanged(part, committed, State))
                    writes.Add(new(definition.Parts[part], definition.Encode(part, State)));
        return writes.Count + onces.Count + effects.Count == 0
            ? null
            : new EntityCommit(definition.Kind, key, version, writes.ToImmutable(), [.. onces], [.. effects]);
    }
}
