using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using WakuGrains.Engine;
using WakuGrains.Orleans.Effects;
using WakuGrains.Orleans.Storage;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Orleans.Archives;

/// <summary>
/// The entities in the cluster's storage without their grains, so that none of them comes to life and does anything. Only for
/// who has the storage for himself.
/// </summary>
internal sealed class StoredEntities(
    IServiceProvider services,
    IRandomSource random,
    ISecp256k1 curve,
    TimeProvider time
)
{
    private readonly RowNames names = new(random);

    private IGrainStorage Provider => services.GetRequiredKeyedService<IGrainStorage>(WakuStorage.ProviderName);

    /// <summary>Everything that is stored of an entity, or null when it was never written.</summary>
    /// <exception cref="StateFormatException">It is damaged.</exception>
    public Task<WholeEntity?> FindAsync(string kind, string key) =>
        StorageFaults.RunAsync(async () =>
        {
            var pending = new PendingEffects();
            var storage = Open(kind, key, pending);
            var parts = await storage.LoadWholeAsync();
            return storage.Exists
                ? new WholeEntity(
                    kind,
                    key,
                    parts,
                    await storage.ReadOncesAsync(),
                    pending.Read(0, int.MaxValue, static each => each)
                )
                : null;
        });

    /// <summary>The state of an entity.</summary>
    /// <exception cref="StateFormatException">It is damaged.</exception>
    public Task<TState> ReadAsync<TState>(IEntityDefinition<TState> definition, string key)
        where TState : class =>
        StorageFaults.RunAsync(async () =>
        {
            var stored = await Open(definition.Kind, key, new()).LoadAsync(definition.Parts);
            return definition.Decode(key, stored.Parts);
        });

    /// <summary>Writes an entity that is not there yet, with the effects that it was to bring about.</summary>
    /// <exception cref="InvalidOperationException">It is there.</exception>
    public Task CreateAsync(WholeEntity entity, IReadOnlyList<string> parts) =>
        StorageFaults.RunAsync(async () =>
        {
            var storage = Open(entity.Kind, entity.Key, new());
            await storage.LoadAsync([]);
            await storage.RestoreAsync(
                parts,
                new(entity.Kind, entity.Key, 0, entity.Parts, entity.Onces, []),
                entity.Effects.Select(each => (each.Effect, each.CommittedAt)),
                time.GetUtcNow()
            );
        });

    /// <summary>Changes the state of an entity.</summary>
    /// <exception cref="StateFormatException">It is damaged.</exception>
    public Task ChangeAsync<TState>(IEntityDefinition<TState> definition, string key, Func<TState, TState> change)
        where TState : class =>
        StorageFaults.RunAsync(async () =>
        {
            var storage = Open(definition.Kind, key, new());
            var stored = await storage.LoadAsync(definition.Parts);
            var before = definition.Decode(key, stored.Parts);
            var writes = definition.ChangedParts(before, change(before));
            if (writes.IsEmpty)
                return;
            await storage.CommitAsync(
                definition.Parts,
                new(definition.Kind, key, stored.Version, writes, [], []),
                time.GetUtcNow()
            );
            await storage.DeleteSupersededAsync();
        });

    private EntityStorage Open(string kind, string key, PendingEffects pending)
    {
        var grain = GrainTypes.IdOf(kind, key);
        return new(
            new(() => new DirectRow(Provider, grain)),
            new RowStorage(Provider, grain, kind, key),
            pending,
            names,
            curve
        );
    }
}

/// <summary>Everything that is stored of an entity.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Key">Its key.</param>
/// <param name="Parts">Its parts.</param>
/// <param name="Onces">The once-keys that it has used up, the oldest first.</param>
/// <param name="Effects">The effects that wait, in order.</param>
internal sealed record WholeEntity(
    string Kind,
    string Key,
    ImmutableArray<PartWrite> Parts,
    ImmutableArray<OnceWrite> Onces,
    ImmutableArray<PendingEffect> Effects
);
