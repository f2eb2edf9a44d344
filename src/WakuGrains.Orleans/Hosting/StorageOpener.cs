using Microsoft.Extensions.Hosting;
using WakuGrains.Orleans.Storage;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Hosting;

/// <summary>
/// Opens the storage when the silo starts, so that one that cannot be served is refused then and not with every call. The silo is
/// in the cluster by then: who takes the storage for himself sees it, or is seen.
/// </summary>
internal sealed class StorageOpener(DataKeyRing keys) : IHostedService
{
    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The storage is not to be served, does not answer or needs other keys.</exception>
    public Task StartAsync(CancellationToken cancellationToken) =>
        StorageFaults.RunAsync(() => keys.LoadAsync().AsTask());

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
