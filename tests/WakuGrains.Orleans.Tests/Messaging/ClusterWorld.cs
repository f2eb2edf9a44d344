using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;
using Orleans.Storage;
using WakuGrains.Orleans.Storage;
using WakuGrains.Orleans.Tests.Cluster;
using WakuGrains.Ports;
using WakuGrains.Testing;

namespace WakuGrains.Orleans.Tests.Messaging;

/// <summary>What outlives the silos of a test: storage, reminders, and what went over the wire.</summary>
internal sealed class ClusterWorld
{
    public SharedMemory Memory { get; } = new();

    /// <summary>What becomes of a call of the storage.</summary>
    public Func<StorageCall, StorageFault> Faults { get; set; } = _ => StorageFault.None;

    public SharedReminders Reminders { get; } = new();

    public WireTap Wire { get; init; } = new();

    public SharedNetwork Network { get; } = new();

    public NodeOutage Outage { get; } = new();

    /// <summary>Gives a silo what outlives it.</summary>
    public void AddTo(ISiloBuilder silo)
    {
        silo.Services.AddSingleton<IKeyProtector>(PlainKeyProtector.Instance);
        silo.Services.AddKeyedSingleton<IGrainStorage>(
            WakuStorage.ProviderName,
            (services, name) =>
                new FaultyStorage(
                    Memory.With(services.GetRequiredKeyedService<IGrainStorageSerializer>(name)),
                    call => Faults(call)
                )
        );
        silo.Services.AddSingleton<IReminderTable>(Reminders);
        silo.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
    }
}
