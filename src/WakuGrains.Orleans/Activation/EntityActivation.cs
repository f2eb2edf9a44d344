using System.Collections.Immutable;
using Orleans.Runtime;
using Orleans.Storage;
using WakuGrains.Engine;
using WakuGrains.Engine.Turns;
using WakuGrains.Orleans.Effects;
using WakuGrains.Orleans.Storage;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Activation;

/// <summary>
/// One entity in a grain: its turns over its record. Requests come in while a commit is under way and are taken together in the
/// next; there is one turn at a time.
/// </summary>
internal sealed class EntityActivation<TState> : ITurnHost
    where TState : class
{
    private readonly IEntityDefinition<TState> definition;
    private readonly string key;
    private readonly IGrainContext context;
    private readonly ActivationServices services;
    private readonly PendingGuard guard;
    private readonly PendingEffects pending = new();
    private readonly EntityStorage storage;
    private readonly RecordTidying tidying;
    private readonly EffectCarrier effects;
    private readonly TurnQueue<TState> turns;
    private ImmutableArray<PendingEffect> added = [];
    private DateTimeOffset committedAt;

    public EntityActivation(
        IEntityDefinition<TState> definition,
        string key,
        IGrainContext context,
        ActivationServices services,
        PendingGuard guard
    )
    {
        (this.definition, this.key, this.context, this.services, this.guard) = (
            definition,
            key,
            context,
            services,
            guard
        );
        storage = services.Storage(context, definition.Kind, key, pending);
        tidying = new RecordTidying(storage, services.Logger);
        effects = services.Effects(key, pending);
        turns = new TurnQueue<TState>(definition, key, this);
        Runner = new GrainRunner<TState>(turns);
    }

    /// <summary>The handle that the entity's behaviour runs by.</summary>
    public IEntityRunner<TState> Runner { get; }

    /// <summary>
    /// The guard's reminder has come: brings the entity to memory, so that what is pending is carried out. When nothing is and
    /// nobody has used the entity for a while it is put away, and the guard ends: reminders would keep it in memory for ever.
    /// </summary>
    public async Task RemindAsync()
    {
        await guard.FiredAsync();
        await Runner.ReadAsync(static _ => true, CancellationToken.None);
        if (pending.IsEmpty && services.Time.GetUtcNow() - committedAt >= services.IdleAge)
            context.Deactivate(
                new DeactivationReason(DeactivationReasonCode.ActivationIdle, "There is nothing left to carry out.")
            );
    }

    /// <summary>Puts the entity away: what is under way ends, and the record says what is done.</summary>
    public async Task CloseAsync()
    {
        await effects.DisposeAsync();
        await tidying.Deleting;
        if (!turns.TryClose() || turns.Committed is null)
            return;
        // The guard ends after a write that proves that nobody else has committed anything for it to guard.
        if ((guard.IsKnown || storage.IsUntidy) && !await tidying.TryTidyAsync())
            return;
        if (pending.IsEmpty)
            await guard.LiftAsync();
    }

    // Turns are queued from within the grain, and run there.
    void ITurnHost.Start(TurnQueue queue) =>
        _ = Task.Factory.StartNew(
            queue.RunAsync,
            CancellationToken.None,
            TaskCreationOptions.None,
            TaskScheduler.Current
        );

    void ITurnHost.CameToRest() { }

    Turn ITurnHost.NewTurn() => new(services.Time.GetUtcNow(), services.Random, services.Curve);

    async ValueTask<StoredEntity> ITurnHost.LoadAsync()
    {
        var stored = await StorageFaults.RunAsync(async () =>
        {
            await services.Keys.LoadAsync();
            return await storage.LoadAsync(definition.Parts);
        });
        effects.TakeUp();
        return stored;
    }

    async ValueTask<ReadOnlyMemory<byte>?> ITurnHost.FindOnceAsync(ReadOnlyMemory<byte> onceKey) =>
        await StorageFaults.RunAsync(() => storage.FindOnceAsync(onceKey, services.Time.GetUtcNow()).AsTask());

    async Task<CommitReceipt> ITurnHost.CommitAsync(EntityCommit commit)
    {
        committedAt = services.Time.GetUtcNow();
        added = await StorageFaults.RunAsync(async () =>
        {
            if (!storage.Exists)
                await services.Catalog.AddAsync(definition.Kind, key);
            if (!commit.Effects.IsEmpty)
                await guard.StandAsync();
            return await storage.CommitAsync(definition.Parts, commit, committedAt);
        });
        return new CommitReceipt(commit.ExpectedVersion + 1, [], [], []);
    }

    Task ITurnHost.BeforeAnswerAsync(ImmutableArray<Effect> committed) =>
        committed.IsEmpty ? effects.ListenAsync() : effects.RunErrandsAsync();

    void ITurnHost.AfterAnswer(CommitReceipt? receipt)
    {
        if (receipt is null)
            return;
        if (!added.IsEmpty)
            effects.HandOn();
        tidying.BeginToDelete();
    }

    // The runtime drops a stale activation when a caller is told; nobody may be there to be told.
    void ITurnHost.Failed(Exception exception)
    {
        guard.Doubt();
        if (exception is InconsistentStateException)
            context.Deactivate(
                new DeactivationReason(DeactivationReasonCode.ApplicationError, exception, "Another activation wrote.")
            );
    }
}
