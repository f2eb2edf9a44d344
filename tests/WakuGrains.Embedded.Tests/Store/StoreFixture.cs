using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WakuGrains.Conformance;
using WakuGrains.Embedded.Hosting;
using WakuGrains.Embedded.Sqlite;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Testing;

namespace WakuGrains.Embedded.Tests.Store;

/// <summary>A store in a temporary directory.</summary>
public sealed class StoreFixture(FakeTimeProvider time) : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public StoreFixture()
        : this(new FakeTimeProvider(Samples.Now)) { }

    public FakeTimeProvider Time => time;

    public string DatabasePath => new EmbeddedOptions { DataDirectory = directory.Path }.DatabasePath;

    private IOptions<EmbeddedOptions> StoreOptions =>
        Options.Create(new EmbeddedOptions { DataDirectory = directory.Path });

    public async Task<SqliteEntityStore> OpenAsync(IKeyProtector? protector = null)
    {
        var store = new SqliteEntityStore(
            StoreOptions,
            protector ?? PlainKeyProtector.Instance,
            SystemRandomSource.Instance,
            Samples.Curve,
            time
        );
        await store.OpenAsync(CancellationToken.None);
        return store;
    }

    /// <summary>The store as an archive is made of it; nothing is opened yet.</summary>
    internal SqliteArchive Archive() =>
        new(StoreOptions, PlainKeyProtector.Instance, SystemRandomSource.Instance, Samples.Curve, time);

    /// <summary>Changes the closed database behind the store's back. Returns how many rows.</summary>
    public int Tamper(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The test's own text.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteNonQuery();
    }

    public void Dispose() => directory.Dispose();
}
