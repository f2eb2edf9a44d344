using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Storage;
using WakuGrains.Orleans.Tests.Cluster;
using WakuGrains.Orleans.Tests.Engine;

namespace WakuGrains.Orleans.Tests.Activation;

/// <summary>Two silos over a storage in memory, with reminders that can be looked at.</summary>
public sealed class GuardCluster : EngineCluster
{
    private readonly SharedMemory memory = new();

    internal SharedReminders Reminders { get; } = new();

    protected override void AddStorage(ISiloBuilder silo, string name) =>
        silo.Services.AddKeyedSingleton(
            name,
            (services, _) => memory.With(services.GetRequiredKeyedService<IGrainStorageSerializer>(name))
        );

    protected override void AddReminders(ISiloBuilder silo)
    {
        silo.AddReminders();
        silo.Services.AddSingleton<IReminderTable>(Reminders);
    }
}
