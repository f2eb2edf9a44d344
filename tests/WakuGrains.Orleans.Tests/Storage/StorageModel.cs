using WakuGrains.Conformance;
using WakuGrains.Engine;
using WakuGrains.Orleans.Effects;
using WakuGrains.Orleans.Storage;
using WakuGrains.Orleans.Tests.Cluster;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Testing;

namespace WakuGrains.Orleans.Tests.Storage;

/// <summary>Plays steps on an entity in a storage, and says of each what has to come of it.</summary>
internal sealed class StorageModel
{
    private const int OnceKeys = 120;
    private static readonly int[] PartLengths = [0, 10, 4096, 4097, 9000];
    private static readonly int[] EffectLengths =
    [
        10,
        10,
        10,
        10,
        3000,
        3000,
        3000,
        30_000,
        30_000,
        30_000,
        70_000,
        270_000,
    ];

    private readonly EntityBench bench;
    private readonly Dictionary<string, byte[]> parts = [];
    private readonly Dictionary<int, OnceWrite> onces = [];
    private readonly ModelEffects effects = new();
    private readonly HashSet<string> lost = [];
    private BenchEntity entity;
    private StorageCall? failed;
    private bool isStale;
    private int number;

    private StorageModel(EntityBench bench) => (this.bench, entity) = (bench, new BenchEntity(bench, "t/a"));

    public static async Task RunAsync(IReadOnlyList<StorageStep> steps)
    {
        using var started = await EntityBench.StartAsync();
        var model = new StorageModel(started) { isStale = true };
        foreach (var step in steps)
            await model.PlayAsync(step);
        await model.EndAsync();
    }

    private async Task PlayAsync(StorageStep step)
    {
        if (isStale && step.Act is not (StorageAct.Carry or StorageAct.Reload or StorageAct.Restart))
            await ReloadAsync();
        Break(step);
        var before = bench.Memory.Rows.Count;
        switch (step.Act)
        {
            case StorageAct.Commit:
                await CommitAsync(new SeededRandom(step.Pick), step.Fault);
                break;
            case StorageAct.Carry:
                Carry(step.Pick);
                break;
            case StorageAct.Tidy:
                isStale = !await TryAsync(entity.TidyAsync);
                break;
            case StorageAct.DeleteSuperseded:
                await TryAsync(entity.Storage.DeleteSupersededAsync);
                break;
            case StorageAct.FindOnce:
                await TryAsync(() => IsAsExpectedAsync(step.Pick % OnceKeys));
                break;
            case StorageAct.Reload:
                isStale = !await TryAsync(ReloadAsync);
                break;
            case StorageAct.Restart:
                Restart();
                await ReloadAsync();
                break;
            default:
                bench.Now += TimeSpan.FromHours(step.Pick % 12);
                break;
        }

        bench.Plan = _ => StorageFault.None;
        if (before > 0)
            IsInOrder();
    }

    // Of the calls of a step one goes wrong.
    private void Break(StorageStep step)
    {
        var calls = 0;
        failed = null;
        if (step.Act != StorageAct.Restart)
            bench.Plan = call =>
            {
                if (step.Fault == StorageFault.None || calls++ != step.At)
                    return StorageFault.None;
                failed = call;
                return step.Fault;
            };
    }

    private async Task<bool> TryAsync(Func<Task> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (IOException) when (failed is not null)
        {
            return false;
        }
    }

    private async Task CommitAsync(SeededRandom random, StorageFault fault)
    {
        var writes = Enumerable
            .Range(0, random.Draw() % 4)
            .Select(_ => DrawPart(random))
            .DistinctBy(write => write.Part);
        var unused = Enumerable.Range(0, OnceKeys).Where(key => Expected(key) is null).ToList();
        var used = Enumerable
            .Range(0, unused.Count == 0 ? 0 : random.Draw() % 12)
            .Select(_ => unused[random.Draw() % unused.Count])
            .Distinct();
        var texts = Enumerable
            .Range(0, random.Draw() % 4)
            .Select(_ => $"{++number}".PadRight(Draw(random, EffectLengths)));
        var commit = (Writes: writes.ToArray(), Onces: used.Select(Once).ToArray(), Texts: texts.ToArray());
        var isDone = await TryAsync(() =>
            entity.CommitAsync(
                [.. commit.Writes],
                [.. commit.Onces],
                [.. commit.Texts.Select(text => Samples.Post(text))]
            )
        );
        isStale = !isDone;
        if (
            !isDone
            && !(
                fault == StorageFault.After
                && failed is { Row: EntityStorage.MainRow, Operation: StorageOperation.Write }
            )
        )
            return;
        foreach (var (part, content) in commit.Writes)
            parts[part] = content.ToArray();
        foreach (var once in commit.Onces)
            onces[BitConverter.ToInt32(once.Key.Span)] = once;
        effects.Commit(commit.Texts.Select(text => text.TrimEnd()));
    }

    private void Carry(int pick)
    {
        var waiting = entity.Waiting;
        var carried =
            pick % 3 == 0
                ? waiting.Where((_, i) => (pick >> (i % 16) & 1) == 0)
                : waiting.Take(pick % (waiting.Length + 1));
        var ids = carried.Select(each => each.Id).ToHashSet();
        effects.Carry(waiting.Where(each => ids.Contains(each.Id)).Select(TextOf));
        entity.Carry(each => ids.Contains(each.Id));
    }

    private async Task ReloadAsync()
    {
        var stored = await entity.LoadAsync();
        isStale = false;
        for (var i = 0; i < EntityBench.Parts.Count; i++)
            stored[i].ShouldBe(parts.GetValueOrDefault(EntityBench.Parts[i]));
        effects.Compare(entity.WaitingTexts);
    }

    // What was written for a commit that did not happen is known to its activation alone.
    private void Restart()
    {
        if (bench.Memory.Rows.ContainsKey((EntityBench.GrainOf("t/a"), EntityStorage.MainRow)))
            lost.UnionWith(bench.RowsOf().Except(bench.Record().Rows).Except(bench.Record().Superseded));
        else
            lost.UnionWith(bench.RowsOf());
        entity = new BenchEntity(bench, "t/a");
        effects.Restart();
    }

    // At any moment the stored main row refers to rows that are there, and every row fits.
    private void IsInOrder()
    {
        bench.LongestRow().ShouldBeLessThan(EntityBench.TableRow);
        if (bench.Memory.Rows.ContainsKey((EntityBench.GrainOf("t/a"), EntityStorage.MainRow)))
            bench.Record().Rows.ShouldBeSubsetOf(bench.RowsOf());
    }

    private async Task EndAsync()
    {
        Restart();
        await ReloadAsync();
        foreach (var key in Enumerable.Range(0, OnceKeys))
            await IsAsExpectedAsync(key);
        entity.Carry();
        await entity.TidyAsync();
        await entity.TidyAsync();
        bench.RowsOf().Except(lost).ShouldBe(bench.Record().Rows, ignoreOrder: true);
        bench.Record().Superseded.ShouldBeEmpty();
        (await bench.ActivateAsync()).Waiting.ShouldBeEmpty();
    }

    private async Task IsAsExpectedAsync(int key) =>
        (await entity.FindOnceAsync(BitConverter.GetBytes(key))).ShouldBe(Expected(key)?.Receipt.ToArray());

    private OnceWrite? Expected(int key) =>
        onces.TryGetValue(key, out var once) && once.KeptUntil > bench.Now ? once : null;

    private OnceWrite Once(int key)
    {
        var receipt = new byte[240];
        BitConverter.TryWriteBytes(receipt, ++number);
        return new(BitConverter.GetBytes(key), receipt, bench.Now.AddDays(1));
    }

    private static PartWrite DrawPart(SeededRandom random)
    {
        var content = new byte[Draw(random, PartLengths)];
        random.Fill(content, RandomPurpose.Storage);
        return new(EntityBench.Parts[random.Draw() % EntityBench.Parts.Count], content);
    }

    private static int Draw(SeededRandom random, int[] among) => among[random.Draw() % among.Length];

    private static string TextOf(PendingEffect pending) =>
        Samples.TextOf(((Effect.Post)pending.Effect).Letter).TrimEnd();
}
