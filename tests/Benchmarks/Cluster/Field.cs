using WakuGrains.Testing;
using WakuGrains.Testing.Azurite;

namespace WakuGrains.Benchmarks.Cluster;

/// <summary>Everybody who takes part, started once and measured in turns.</summary>
internal sealed class Field : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> started = [];
    private readonly TemporaryDirectory directory = new();
    private readonly List<Contender> all = [];

    private Field() { }

    /// <summary>All of them.</summary>
    public IReadOnlyList<Contender> All => all;

    /// <summary>The embedded engine.</summary>
    public Contender Embedded => all.Single(each => each.Storage is null);

    /// <summary>The two silos that keep everything in memory.</summary>
    public Contender TwoSilos => all.Single(each => each.Kind is { Silos: 2, Storage: "memory" });

    /// <summary>Why some could not take part; null when all do.</summary>
    public string? LeftOut { get; private set; }

    /// <summary>Starts them.</summary>
    public static async Task<Field> StartAsync(ClusterRun run, TimeProvider time)
    {
        var field = new Field();
        try
        {
            field.Add(await Contender.StartEmbeddedAsync(field.directory.Path, run.Conversations));
            await field.AddClustersAsync(tables: null, run, time);
            if (await field.FindTablesAsync() is { } tables)
                await field.AddClustersAsync(tables, run, time);
            return field;
        }
        catch
        {
            await field.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (started.TryPop(out var last))
            await last.DisposeAsync();
        directory.Dispose();
    }

    private async Task AddClustersAsync(string? tables, ClusterRun run, TimeProvider time)
    {
        foreach (var silos in (int[])[1, 2])
            Add(await Contender.StartClusterAsync(silos, tables, run.Conversations, time));
    }

    private async Task<string?> FindTablesAsync()
    {
        try
        {
            var server = await AzuriteServer.StartAsync();
            started.Push(server);
            return server.ConnectionString;
        }
        catch (AzuriteMissingException missing)
        {
            LeftOut = missing.Message;
            return null;
        }
    }

    private void Add(Contender contender)
    {
        all.Add(contender);
        started.Push(contender);
    }
}
