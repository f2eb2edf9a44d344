using Microsoft.Extensions.DependencyInjection;
using WakuGrains.Archives;
using WakuGrains.Conformance;
using WakuGrains.Orleans.Archives;
using WakuGrains.Orleans.Storage;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Tests.Archives;

/// <summary>A storage in a process that exports or imports.</summary>
internal sealed class StorageUnderTest(ServiceProvider services) : IArchiveUnderTest
{
    public IArchiveSource Source => services.GetRequiredService<IArchiveSource>();

    public IArchiveTarget Target => services.GetRequiredService<IArchiveTarget>();

    public async Task<StoredEntities> OpenEntitiesAsync()
    {
        await services.GetRequiredService<DataKeyRing>().LoadUnservedAsync();
        return services.GetRequiredService<StoredEntities>();
    }

    public async Task<List<ArchiveRecord>> ReadAsync() => await Source.ReadAllAsync(default).ToListAsync();

    public Task WriteAsync(params ArchiveRecord[] records) =>
        Target.WriteAsync(ArchiveSamples.Complete(records).ToAsyncEnumerable(), default);

    /// <summary>The process ends in order.</summary>
    public async ValueTask DisposeAsync()
    {
        await services.GetRequiredService<ArchiveHold>().StopAsync(default);
        await services.DisposeAsync();
    }
}
