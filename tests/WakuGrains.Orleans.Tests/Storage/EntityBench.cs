using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;
using WakuGrains.Conformance;
using WakuGrains.Orleans.Storage;
using WakuGrains.Orleans.Tests.Cluster;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Testing;

namespace WakuGrains.Orleans.Tests.Storage;

/// <summary>A storage in memory, and the activations of entities that come and go over it: no silo, no runtime.</summary>
internal sealed class EntityBench : IDisposable
{
    /// <summary>What a row of an Azure Table holds through the official provider, in bytes.</summary>
    public const int TableRow = 960 * 1024;

    /// <summary>Where the data key lies.</summary>
    public const string DataKeyRow = "data_key";

    /// <summary>Where the data key lies.</summary>
    public static readonly GrainId DataKeyGrain = GrainId.Create("wakugrains-data-key", "1");

    /// <summary>The parts of its entities.</summary>
    public static readonly IReadOnlyList<string> Parts = ["main", .. Enumerable.Range(0, 20).Select(i => $"p{i}")];

    private readonly List<StorageCall> calls = [];

    private EntityBench(int seed)
    {
        Random = new SeededRandom(seed);
        Keys = new DataKeyRing(
            new ServiceCollection()
                .AddKeyedSingleton<IGrainStorage>(WakuStorage.ProviderName, (_, _) => Provider!)
                .BuildServiceProvider(),
            PlainKeyProtector.Instance,
            Random
        );
        Serializer = new RowSerializer(Keys);
        Provider = new FaultyStorage(Memory.With(Serializer), Decide);
        Names = new RowNames(Random);
    }

    public SharedMemory Memory { get; } = new();

    public DataKeyRing Keys { get; }

    public RowSerializer Serializer { get; }

    public IGrainStorage Provider { get; }

    public RowNames Names { get; }

    public IRandomSource Random { get; }

    /// <summary>The time.</summary>
    public DateTimeOffset Now { get; set; } = Samples.Now;

    /// <summary>What becomes of a call.</summary>
    public Func<StorageCall, StorageFault> Plan { get; set; } = _ => StorageFault.None;

    /// <summary>Every call since <see cref="Forget"/>.</summary>
    public IReadOnlyList<StorageCall> Calls => calls;

    /// <summary>An empty storage.</summary>
    /// <param name="seed">The data key and everything else that is drawn follow from it.</param>
    /// <param name="dataKey">The data key as it is stored, for a storage that has one.</param>
    public static async Task<EntityBench> StartAsync(int seed = 1, BinaryData? dataKey = null)
    {
        var bench = new EntityBench(seed);
        if (dataKey is not null)
            bench.Memory.Put(DataKeyGrain, DataKeyRow, dataKey);
        await bench.Keys.LoadAsync();
        bench.Forget();
        return bench;
    }

    /// <summary>The grain of an entity.</summary>
    public static GrainId GrainOf(string key) => GrainId.Create("bench", GrainKeys.Of(key));

    /// <summary>Brings an entity to life.</summary>
    public async Task<BenchEntity> ActivateAsync(string key = "t/a")
    {
        var entity = new BenchEntity(this, key);
        await entity.LoadAsync();
        return entity;
    }

    /// <summary>The next call of a sort goes wrong, those after it do not.</summary>
    public void FailOnce(StorageFault fault, Func<StorageCall, bool> which)
    {
        var done = false;
        Plan = call =>
        {
            if (done || !which(call))
                return StorageFault.None;
            done = true;
            return fault;
        };
    }

    /// <summary>Forgets the calls so far.</summary>
    public void Forget() => calls.Clear();

    /// <summary>The main row of an entity as it is stored.</summary>
    public EntityRecord Record(string key = "t/a") =>
        EntityRecordCodec.Decode(Samples.Curve, Open(key, EntityStorage.MainRow));

    /// <summary>The content of a row.</summary>
    public ReadOnlyMemory<byte> Open(string key, string row) =>
        Serializer.Deserialize<StoredRow>(Memory.Rows[(GrainOf(key), row)]).Content;

    /// <summary>The names of the rows that an entity has besides its main row.</summary>
    public IReadOnlyList<string> RowsOf(string key = "t/a") =>
        [
            .. Memory
                .Rows.Keys.Where(row => row.Grain == GrainOf(key) && row.Name != EntityStorage.MainRow)
                .Select(row => row.Name)
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>How long the longest row is, in bytes as they are stored.</summary>
    public int LongestRow() => Memory.Rows.Values.Max(row => row.ToMemory().Length);

    public void Dispose() => Keys.Dispose();

    private StorageFault Decide(StorageCall call)
    {
        calls.Add(call);
        return Plan(call);
    }
}
