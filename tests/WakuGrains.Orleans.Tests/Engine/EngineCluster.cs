using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Orleans.Runtime;
using Orleans.Storage;
using Orleans.TestingHost;
using WakuGrains.Conformance;
using WakuGrains.Orleans.Activation;
using WakuGrains.Orleans.Effects;
using WakuGrains.Orleans.Hosting;
using WakuGrains.Orleans.Storage;
using WakuGrains.Orleans.Tests.Cluster;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Testing;

namespace WakuGrains.Orleans.Tests.Engine;

/// <summary>Two silos with ledgers, for one class of tests; each test has a run of its own in it.</summary>
public abstract class EngineCluster : IAsyncLifetime
{
    private const string InnerStorage = "inner";

    private readonly NodeSwitch node = new();
    private InProcessTestCluster? cluster;

    internal RunStorage Storage { get; } = new();

    internal LedgerHost Ledgers { get; } = new();

    internal FakeTimeProvider Time { get; } = new(Samples.Now);

    internal IGrainFactory Grains => Cluster.Client;

    private InProcessTestCluster Cluster =>
        cluster ?? throw new InvalidOperationException("The cluster was not started.");

    /// <summary>Adds the storage provider that the class of tests is about.</summary>
    protected abstract void AddStorage(ISiloBuilder silo, string name);

    /// <summary>Adds the reminders.</summary>
    protected virtual void AddReminders(ISiloBuilder silo) => silo.UseInMemoryReminderService();

    /// <summary>Begins before the silos.</summary>
    protected virtual Task PrepareAsync() => Task.CompletedTask;

    public async ValueTask InitializeAsync()
    {
        await PrepareAsync();
        var builder = new InProcessTestClusterBuilder(2);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) => Configure(silo));
        builder.ConfigureClient(client => client.AddWakuGrains());
        cluster = builder.Build();
        await cluster.DeployAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (cluster is not null)
            await cluster.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Begins a run with nothing stored.</summary>
    internal async Task BeginAsync(ClusterEngineUnderTest under)
    {
        await DropAsync();
        Storage.Begin(under.Gate);
        (node.Node, node.Carrier) = (under.Node, under.Carrier);
    }

    /// <summary>Everything in memory is gone at once, as when both silos die.</summary>
    internal async Task DropAsync()
    {
        Storage.IsClosed = true;
        await DeactivateAsync();
        Storage.IsClosed = false;
    }

    /// <summary>Brings every ledger to life, as its reminder does when its silo has died.</summary>
    internal Task WakeAsync() =>
        Task.WhenAll(
            Storage
                .Seen.Where(grain => grain.Type.ToString() == "ledger")
                .Select(grain => new LedgerRunner(Grains.GetGrain<ILedgerGrain>(grain.Key.ToString()), Ledgers))
                .Select(ledger => ledger.ReadAsync(_ => true, default))
        );

    /// <summary>Has the reminder of a ledger's guard come.</summary>
    internal Task RemindAsync(string ledger) =>
        Grains
            .GetGrain<ILedgerGrain>(ledger)
            .AsReference<IRemindable>()
            .ReceiveReminder(PendingGuard.ReminderName, new TickStatus());

    /// <summary>Whether a ledger has a guard.</summary>
    internal async Task<bool> HasGuardAsync(string ledger)
    {
        var reminders = Cluster.Silos[0].ServiceProvider.GetRequiredService<IReminderTable>();
        return await reminders.ReadRow(IdOf(ledger), PendingGuard.ReminderName) is not null;
    }

    /// <summary>Puts every entity away.</summary>
    internal async Task DeactivateAsync()
    {
        var ended = new List<Task>();
        foreach (var grain in Storage.Seen)
        {
            if (!Cluster.TryGetGrainContext(grain, out var context))
                continue;
            context.Deactivate(
                new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "The test puts it away.")
            );
            ended.Add(context.Deactivated);
        }

        await Task.WhenAll(ended);
    }

    private GrainId IdOf(string ledger) => Grains.GetGrain<ILedgerGrain>(ledger).GetGrainId();

    private void Configure(ISiloBuilder silo)
    {
        silo.Services.AddSingleton<IKeyProtector>(PlainKeyProtector.Instance);
        silo.Services.AddSingleton(Ledgers);
        silo.Services.AddSingleton(Samples.Curve);
        silo.Services.AddSingleton<IWakuNode>(node);
        silo.Services.AddSingleton(
            new EffectPorts(node, () => node, 32, Time, SystemRandomSource.Instance, NullLogger.Instance)
        );
        AddStorage(silo, InnerStorage);
        silo.Services.AddKeyedSingleton(
            InnerStorage,
            (services, _) => services.GetRequiredKeyedService<IGrainStorageSerializer>(WakuStorage.ProviderName)
        );
        silo.Services.AddKeyedSingleton(
            WakuStorage.ProviderName,
            (services, _) => Storage.Before(services.GetRequiredKeyedService<IGrainStorage>(InnerStorage))
        );
        AddReminders(silo);
        silo.AddWakuGrains();
        silo.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
    }
}
