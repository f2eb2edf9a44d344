using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Engine.Turns;
using WakuGrains.Ports;

namespace WakuGrains.Embedded.Engine;

/// <summary>An entity in memory, whatever its state.</summary>
internal abstract class Activation
{
    /// <summary>When the last turn ended, in ticks.</summary>
    public abstract long UsedAt { get; }

    /// <summary>Puts it away unless a turn waits or runs. A closed activation takes no turns.</summary>
    public abstract bool TryClose();
}

/// <summary>One entity in memory: its turns over the store of this process.</summary>
internal sealed class Activation<TState> : Activation, ITurnHost
    where TState : class
{
    private readonly IEntityDefinition<TState> definition;
    private readonly string key;
    private readonly EmbeddedEngine engine;
    private long usedAt;

    public Activation(IEntityDefinition<TState> definition, string key, EmbeddedEngine engine)
    {
        (this.definition, this.key, this.engine) = (definition, key, engine);
        usedAt = engine.Time.GetUtcNow().UtcTicks;
        Turns = new TurnQueue<TState>(definition, key, this);
    }

    /// <summary>Its turns.</summary>
    public TurnQueue<TState> Turns { get; }

    /// <inheritdoc/>
    public override long UsedAt => Volatile.Read(ref usedAt);

    /// <inheritdoc/>
    public override bool TryClose() => Turns.TryClose();

    void ITurnHost.Start(TurnQueue queue) =>
        ThreadPool.UnsafeQueueUserWorkItem(static queue => _ = queue.RunAsync(), queue, preferLocal: false);

    void ITurnHost.CameToRest() => Volatile.Write(ref usedAt, engine.Time.GetUtcNow().UtcTicks);

    Turn ITurnHost.NewTurn() => engine.NewTurn();

    ValueTask<StoredEntity> ITurnHost.LoadAsync() =>
        engine.Store.ReadAsync(definition.Kind, key, definition.Parts, CancellationToken.None);

    ValueTask<ReadOnlyMemory<byte>?> ITurnHost.FindOnceAsync(ReadOnlyMemory<byte> onceKey) =>
        engine.Store.FindOnceAsync(definition.Kind, key, onceKey, CancellationToken.None);

    Task<CommitReceipt> ITurnHost.CommitAsync(EntityCommit commit) =>
        engine.Store.CommitAsync(commit, CancellationToken.None);

    Task ITurnHost.BeforeAnswerAsync(ImmutableArray<Effect> effects) => engine.Effects.ListenAsync(effects);

    void ITurnHost.AfterAnswer(CommitReceipt? receipt) => engine.Effects.Announce(receipt);

    void ITurnHost.Failed(Exception exception)
    {
        if (exception is StoreUnavailableException)
            engine.Effects.Recheck(key);
    }
}
