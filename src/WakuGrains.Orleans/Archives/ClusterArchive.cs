using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using WakuGrains.Archives;
using WakuGrains.Catalogs;
using WakuGrains.Engine;
using WakuGrains.Orleans.Catalogs;
using WakuGrains.Orleans.Hosting;
using WakuGrains.Orleans.Storage;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Orleans.Archives;

/// <summary>
/// A cluster's storage as what an archive is made of and goes into, in a silo that serves nothing. For one caller at a time. The
/// storage has no transactions: an import is marked until it has ended.
/// </summary>
internal sealed class ClusterArchive(
    ArchiveHold hold,
    StorageMarks marks,
    DataKeyRing keys,
    StoredEntities entities,
    ReminderRows reminders,
    IOptions<ClusterOptions> options,
    IRandomSource random,
    ISecp256k1 curve,
    TimeProvider time
) : IArchiveSource, IArchiveTarget
{
    private bool isReadToTheEnd;

    /// <inheritdoc/>
    public async IAsyncEnumerable<ArchiveRecord> ReadAllAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        isReadToTheEnd = false;
        await OpenForExportAsync(cancellationToken);
        var reader = new ClusterArchiveReader(entities, curve, time);
        await foreach (var record in reader.ReadAllAsync(cancellationToken))
            yield return record;
        isReadToTheEnd = true;
    }

    /// <inheritdoc/>
    public Task SealAsync(CancellationToken cancellationToken) =>
        isReadToTheEnd
            ? hold.SealAsync()
            : throw new InvalidOperationException("A store is sealed when all of it was read, not before.");

    /// <inheritdoc/>
    public async Task<bool> IsEmptyAsync(CancellationToken cancellationToken)
    {
        var mark = (await marks.ReadAsync()).State!;
        return mark.Reason switch
        {
            MarkReason.None => await HasNoTenantsAsync(),
            MarkReason.Importing => false,
            _ => throw StorageMarks.Refusal(mark),
        };
    }

    /// <inheritdoc/>
    public async Task WriteAsync(IAsyncEnumerable<ArchiveRecord> records, CancellationToken cancellationToken)
    {
        await hold.TakeForImportAsync(RequireEmptyAsync, cancellationToken);
        await LoadKeyAsync();
        var writer = new ClusterArchiveWriter(
            entities,
            reminders,
            options.Value.PendingInterval,
            curve,
            () => new Turn(time.GetUtcNow(), random, curve)
        );
        await writer.WriteAsync(records, cancellationToken);
        await hold.CompleteImportAsync();
    }

    private async Task OpenForExportAsync(CancellationToken cancellationToken)
    {
        if (!await ExistsAsync())
            throw new StoreUnavailableException(
                "Nothing is in the cluster's storage; check its connection and the cluster's name."
            );
        await hold.TakeForExportAsync(cancellationToken);
        await LoadKeyAsync();
    }

    private async Task RequireEmptyAsync()
    {
        if (!await HasNoTenantsAsync())
            throw new StoreUnavailableException(
                "The cluster's storage is in use already; an archive is only imported into an empty one."
            );
    }

    // Whatever is in a storage belongs to an identity.
    private async Task<bool> HasNoTenantsAsync()
    {
        if (!await ExistsAsync())
            return true;
        await LoadKeyAsync();
        return (await entities.ReadAsync(new CatalogDefinition(), CatalogNames.Tenants)).Keys.IsEmpty;
    }

    private Task<bool> ExistsAsync() => StorageFaults.RunAsync(keys.ExistsAsync);

    private Task LoadKeyAsync() => StorageFaults.RunAsync(() => keys.LoadUnservedAsync().AsTask());
}
