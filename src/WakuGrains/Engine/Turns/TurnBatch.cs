using System.Collections.Immutable;
using WakuGrains.Ports;

namespace WakuGrains.Engine.Turns;

/// <summary>
/// The turns of one entity that are committed together: each runs over the state that the one before left. Holds what the
/// commit will write.
/// </summary>
internal sealed class TurnBatch<TState>(IEntityDefinition<TState> definition, string key, TState before, ITurnHost host)
    where TState : class
{
    private readonly TState committed = before;
    private readonly Turn turn = host.NewTurn();
    private readonly List<OnceWrite> onces = [];
    private readonly List<Effect> effects = [];
    private readonly List<TState> superseded = [];
    private long length;

    /// <summary>The state after the turns so far.</summary>
    public TState State { get; private set; } = before;

    /// <summary>Whether its effects are so long that it is committed before more turns run.</summary>
    public bool IsFull => length >= EngineLimits.MaxBatchLength;

    /// <summary>Runs a behaviour over the state so far. Nothing of it counts before it is accepted.</summary>
    public Step<TState, TResult> Try<TResult>(Func<TState, Turn, Step<TState, TResult>> behaviour)
    {
        var step = behaviour(State, turn);
        return step.State is null ? throw new InvalidOperationException("A behaviour returned no state.") : step;
    }

    /// <summary>Takes a step into the batch.</summary>
    /// <exception cref="ArgumentException">A letter is longer than <see cref="EngineLimits"/> allows.</exception>
    public void Accept<TResult>(in Step<TState, TResult> step)
    {
        if (!step.Effects.IsDefaultOrEmpty)
            Take(step.Effects);
        if (!ReferenceEquals(State, step.State))
            superseded.Add(State);
        State = step.State;
    }

    /// <summary>Takes a step into the batch together with the once-key that it uses up.</summary>
    /// <exception cref="ArgumentException">Key, receipt or a letter are longer than <see cref="EngineLimits"/> allows.</exception>
    public void Accept<TResult>(in Step<TState, TResult> step, OnceWrite once)
    {
        if (once.Key.Length > EngineLimits.MaxOnceKeyLength || once.Receipt.Length > EngineLimits.MaxReceiptLength)
            throw new ArgumentException(
                $"A once-key of {once.Key.Length} or a receipt of {once.Receipt.Length} bytes is too long.",
                nameof(once)
            );
        Accept(step);
        onces.Add(once);
    }

    /// <summary>Drops a step that is not to count, with its secrets.</summary>
    public void Drop<TResult>(in Step<TState, TResult> step)
    {
        if (!ReferenceEquals(State, step.State))
            definition.Wipe(step.State, State);
    }

    /// <summary>The receipt of a once-key: of this batch or stored.</summary>
    public ValueTask<ReadOnlyMemory<byte>?> FindOnceAsync(ReadOnlyMemory<byte> onceKey)
    {
        foreach (var used in onces)
            if (used.Key.Span.SequenceEqual(onceKey.Span))
                return new(used.Receipt);
        return host.FindOnceAsync(onceKey);
    }

    /// <summary>Wipes the secrets of every state before the last one: after the commit, when nobody goes back to them.</summary>
    public void WipeSuperseded()
    {
        foreach (var state in superseded)
            definition.Wipe(state, State);
    }

    /// <summary>What is to be written; null when nothing is.</summary>
    public EntityCommit? ToCommit(long version)
    {
        var writes = definition.ChangedParts(committed, State);
        return writes.Length + onces.Count + effects.Count == 0
            ? null
            : new EntityCommit(definition.Kind, key, version, writes, [.. onces], [.. effects]);
    }

    // Nothing is taken of a step that is refused: what is wrong with it is its caller's alone.
    private void Take(ImmutableArray<Effect> added)
    {
        foreach (var effect in added)
            if (effect is Effect.Post { Letter.Body.Length: > EngineLimits.MaxPartLength and var length })
                throw new ArgumentException($"A letter of {length} bytes is too long.", nameof(added));
        effects.AddRange(added);
        foreach (var effect in added)
            length += effect.Length;
    }
}
