using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using WakuGrains.Archives;
using WakuGrains.Embedded.Hosting;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>
/// The store as what an archive is made of and goes into. Has the database for itself from its first use until it is disposed;
/// for one caller at a time. An import is one transaction.
/// </summary>
internal sealed class SqliteArchive(
    IOptions<EmbeddedOptions> options,
    IKeyProtector protector,
    IRandomSource random,
    ISecp256k1 curve,
    TimeProvider time
) : IArchiveSource, IArchiveTarget, IDisposable
{
    private readonly string path = options.Value.DatabasePath;
    private OpenedStore? opened;
    private bool isReadToTheEnd;

    /// <inheritdoc/>
    public async IAsyncEnumerable<ArchiveRecord> ReadAllAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await Task.Yield();
        isReadToTheEnd = false;
        var store = OpenForExport();
        using var reader = new SqliteArchiveReader(store.Connection, store.Cipher, curve);
        foreach (var record in Described(store.File, reader.ReadAll()))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return record;
        }

        isReadToTheEnd = true;
    }

    /// <inheritdoc/>
    public Task SealAsync(CancellationToken cancellationToken)
    {
        if (!isReadToTheEnd)
            throw new InvalidOperationException("A store is sealed when all of it was read, not before.");
        var store = OpenForExport();
        try
        {
            StoreSeal.Set(store.Connection, time.GetUtcNow());
            return Task.CompletedTask;
        }
        catch (SqliteException exception)
        {
            throw store.File.Describe(exception);
        }
    }

    /// <inheritdoc/>
    public Task<bool> IsEmptyAsync(CancellationToken cancellationToken)
    {
        var store = OpenForImport();
        try
        {
            return Task.FromResult(IsEmpty(store.Connection));
        }
        catch (SqliteException exception)
        {
            throw store.File.Describe(exception);
        }
    }

    /// <inheritdoc/>
    public async Task WriteAsync(IAsyncEnumerable<ArchiveRecord> records, CancellationToken cancellationToken)
    {
        var store = OpenForImport();
        try
        {
            await using var transaction = (SqliteTransaction)
                await store.Connection.BeginTransactionAsync(cancellationToken);
            if (!IsEmpty(store.Connection))
                throw new StoreUnavailableException(
                    $"'{path}' is in use already; an archive is only imported into an empty store."
                );
            using var writer = new SqliteArchiveWriter(transaction, store.Cipher);
            await foreach (var record in records.InOrderAsync(cancellationToken))
                writer.Write(record);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (SqliteException exception)
        {
            throw store.File.Describe(exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => opened?.Dispose();

    private OpenedStore OpenForImport() => opened ??= OpenedStore.Open(path, protector, random, StoreUse.Serve);

    private OpenedStore OpenForExport()
    {
        if (opened is null && !File.Exists(path))
            throw new StoreUnavailableException($"There is no store '{path}'; check the data directory.");
        return opened ??= OpenedStore.Open(path, protector, random, StoreUse.Export);
    }

    // Whatever is in a store came with an entity, or with an archive that had none.
    private static bool IsEmpty(SqliteConnection connection)
    {
        using var any = new Statement(
            connection,
            "SELECT EXISTS (SELECT 1 FROM entity) OR EXISTS (SELECT 1 FROM mailbox) OR EXISTS (SELECT 1 FROM listener)"
        );
        return any.Number() == 0;
    }

    private static IEnumerable<ArchiveRecord> Described(StoreFile file, IEnumerable<ArchiveRecord> records)
    {
        using var each = records.GetEnumerator();
        while (true)
        {
            try
            {
                if (!each.MoveNext())
                    yield break;
            }
            catch (SqliteException exception)
            {
                throw file.Describe(exception);
            }

            yield return each.Current;
        }
    }
}
