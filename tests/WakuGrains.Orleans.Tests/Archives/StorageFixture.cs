using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.Storage;
using WakuGrains.Conformance;
using WakuGrains.Orleans.Archives;
using WakuGrains.Orleans.Hosting;
using WakuGrains.Orleans.Storage;
using WakuGrains.Orleans.Tests.Cluster;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Testing;

namespace WakuGrains.Orleans.Tests.Archives;

/// <summary>The storage of a cluster whose silos are not running.</summary>
internal sealed class StorageFixture
{
    public SharedMemory Memory { get; } = new();

    public SharedReminders Reminders { get; } = new();

    public ScriptedSilos Silos { get; } = new();

    // Nothing that the samples keep for a while has expired.
    public FakeTimeProvider Time { get; } = new(Samples.Now.AddHours(-1));

    /// <summary>The storage as a process has it that exports or imports.</summary>
    public StorageUnderTest Open()
    {
        var services = new ServiceCollection();
        AddStorage(services);
        services.AddSingleton<ISoleSilo>(Silos);
        services.AddSingleton<IReminderTable>(Reminders);
        services.AddWakuGrainsArchive();
        return new(services.BuildServiceProvider());
    }

    /// <summary>Opens the storage as a silo does that serves.</summary>
    public async Task ServeAsync()
    {
        var services = new ServiceCollection();
        AddStorage(services);
        services.AddWakuGrainsStorage();
        services.AddSingleton<StorageOpener>();
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<StorageOpener>().StartAsync(default);
    }

    private void AddStorage(ServiceCollection services)
    {
        services.AddSingleton<IKeyProtector>(PlainKeyProtector.Instance);
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<IRandomSource>(SystemRandomSource.Instance);
        services.AddSingleton(Samples.Curve);
        services.AddKeyedSingleton(
            WakuStorage.ProviderName,
            (provider, name) => Memory.With(provider.GetRequiredKeyedService<IGrainStorageSerializer>(name))
        );
    }
}
