using System.Collections.Immutable;
using WakuGrains.Conformance;
using WakuGrains.Engine;
using WakuGrains.Orleans.Effects;
using WakuGrains.Orleans.Storage;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Tests.Storage;

/// <summary>One activation of an entity: what it has in memory goes with it.</summary>
internal sealed class BenchEntity(EntityBench bench, string key)
{
    private const string Kind = "bench";

    private long version;

    public PendingEffects Pending { get; } = new();

    public EntityStorage Storage => field ??= Create();

    /// <summary>What waits, in order.</summary>
    public ImmutableArray<PendingEffect> Waiting => Pending.Read(0, int.MaxValue, each => each);

    /// <summary>What the letters that wait say, in order.</summary>
    public IReadOnlyList<string> WaitingTexts =>
        [.. Waiting.Select(each => Samples.TextOf(((Effect.Post)each.Effect).Letter).TrimEnd())];

    /// <summary>Reads it as it is stored; its parts in the order of <see cref="EntityBench.Parts"/>.</summary>
    public async Task<ImmutableArray<byte[]?>> LoadAsync()
    {
        var stored = await Storage.LoadAsync(EntityBench.Parts);
        version = stored.Version;
        return stored.Parts;
    }

    /// <summary>Commits effects.</summary>
    public Task CommitAsync(params Effect[] effects) => CommitAsync([], [], [.. effects]);

    /// <summary>Commits parts.</summary>
    public Task CommitAsync(params (string Part, byte[] Content)[] writes) =>
        CommitAsync([.. writes.Select(write => new PartWrite(write.Part, write.Content))], [], []);

    /// <summary>Commits once-keys.</summary>
    public Task CommitAsync(params OnceWrite[] onces) => CommitAsync([], [.. onces], []);

    /// <summary>Commits.</summary>
    public async Task CommitAsync(
        ImmutableArray<PartWrite> writes,
        ImmutableArray<OnceWrite> onces,
        ImmutableArray<Effect> effects
    )
    {
        await Storage.CommitAsync(
            EntityBench.Parts,
            new EntityCommit(Kind, key, version, writes, onces, effects),
            bench.Now
        );
        version++;
    }

    /// <summary>Writes the main row without what is done already.</summary>
    public async Task TidyAsync()
    {
        await Storage.TidyAsync();
        version++;
    }

    /// <summary>Carries out what waits, all or what is chosen.</summary>
    public void Carry(Func<PendingEffect, bool>? which = null) =>
        Pending.Mark(Waiting.Where(which ?? (_ => true)).Select(each => each.Id));

    /// <summary>The receipt of a once-key.</summary>
    public async Task<byte[]?> FindOnceAsync(byte[] onceKey) =>
        (await Storage.FindOnceAsync(onceKey, bench.Now))?.ToArray();

    private EntityStorage Create()
    {
        var grain = EntityBench.GrainOf(key);
        return new EntityStorage(
            new(() => new MainRowState(bench.Provider, grain)),
            new RowStorage(bench.Provider, grain, Kind, key),
            Pending,
            bench.Names,
            Samples.Curve
        );
    }
}
