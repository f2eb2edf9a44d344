using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Topics;

namespace WakuGrains.Tests.Support;

/// <summary>
/// The engine contract over a <see cref="MemoryStore"/>: one turn after the other, committed at once, on the caller's thread.
/// Nothing runs in the background, so that a schedule repeats.
/// </summary>
internal sealed class MemoryEngine(MemoryStore store, TimeProvider time, IRandomSource random, ISecp256k1 curve)
    : IEntityEngine
{
    private readonly Dictionary<(string Kind, string Key), object> active = [];

    /// <summary>An engine for entities that need nothing else of a silo.</summary>
    public static MemoryEngine WithoutSilo(TimeProvider time) =>
        new(new MemoryStore(new TopicTable()), time, new SeededRandom(1), TestWorld.Curve);

    /// <summary>A turn now.</summary>
    public Turn Turn => new(time.GetUtcNow(), random, curve);

    /// <summary>The store.</summary>
    public MemoryStore Store => store;

    /// <summary>Forgets every state in memory: the next turn reads what is stored.</summary>
    public void Forget() => active.Clear();

    /// <inheritdoc/>
    public IEntityRunner<TState> Runner<TState>(IEntityDefinition<TState> definition, string key)
        where TState : class => new MemoryRunner<TState>(this, definition, key);

    internal TState Load<TState>(IEntityDefinition<TState> definition, string key)
        where TState : class
    {
        if (active.TryGetValue((definition.Kind, key), out var state))
            return (TState)state;
        var stored = store.Read(definition.Kind, key, definition.Parts.Count);
        var loaded = definition.Decode(key, stored.Parts);
        active[(definition.Kind, key)] = loaded;
        return loaded;
    }

    internal void Save<TState>(
        IEntityDefinition<TState> definition,
        string key,
        TState before,
        TState after,
        ImmutableArray<OnceWrite> onces,
        ImmutableArray<Effect> effects
    )
        where TState : class
    {
        ImmutableArray<PartWrite> writes = ReferenceEquals(before, after)
            ? []
            :
            [
                .. Enumerable
                    .Range(0, definition.Parts.Count)
                    .Where(part => definition.HasChanged(part, before, after))
                    .Select(part => new PartWrite(definition.Parts[part], definition.Encode(part, after))),
            ];
        if (writes.Length + onces.Length + effects.Length > 0)
            store.Commit(new(definition.Kind, key, 0, writes, onces, effects), definition.Parts);
        active[(definition.Kind, key)] = after;
        if (!ReferenceEquals(before, after))
            definition.Wipe(before, after);
    }
}

/// <summary>The handle of one entity.</summary>
internal sealed class MemoryRunner<TState>(MemoryEngine engine, IEntityDefinition<TState> definition, string key)
    : IEntityRunner<TState>
    where TState : class
{
    /// <inheritdoc/>
    public Task<TResult> TurnAsync<TResult>(
        Func<TState, Turn, Step<TState, TResult>> behaviour,
        CancellationToken cancellationToken
    )
    {
        var state = engine.Load(definition, key);
        var step = behaviour(state, engine.Turn);
        engine.Save(definition, key, state, step.State, [], step.Effects);
        return Task.FromResult(step.Result);
    }

    /// <inheritdoc/>
    public Task<TResult> TurnOnceAsync<TResult>(
        Once<TResult> once,
        Func<ReadOnlyMemory<byte>, TResult> replay,
        Func<TState, Turn, Step<TState, TResult>> behaviour,
        CancellationToken cancellationToken
    )
    {
        if (engine.Store.FindOnce(definition.Kind, key, once.Key) is { } receipt)
            return Task.FromResult(replay(receipt));
        var state = engine.Load(definition, key);
        var step = behaviour(state, engine.Turn);
        ImmutableArray<OnceWrite> used = once.Receipt(step.Result) is { } made
            ? [new(once.Key, made, once.KeptUntil)]
            : [];
        engine.Save(definition, key, state, step.State, used, step.Effects);
        return Task.FromResult(step.Result);
    }

    /// <inheritdoc/>
    public Task<TResult> ReadAsync<TResult>(Func<TState, TResult> query, CancellationToken cancellationToken) =>
        Task.FromResult(query(engine.Load(definition, key)));
}
