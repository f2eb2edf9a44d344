using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using WakuGrains.Ports;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>
/// The one writer: takes everything that is queued, runs it in one transaction with one synchronisation of the disk and then
/// completes all callers together (group commit).
/// </summary>
internal sealed class StoreWriter : IAsyncDisposable
{
    // Bounds the size of the log and how long the first caller of a group waits.
    private const int MaxGroup = 512;

    private readonly StoreFile file;
    private readonly WriteSession session;
    private readonly SqliteConnection connection;
    private readonly Task loop;

    private readonly Channel<WriteOperation> queue = Channel.CreateUnbounded<WriteOperation>(
        new UnboundedChannelOptions { SingleReader = true }
    );

    public StoreWriter(StoreFile file, SqliteConnection connection, StoreCipher cipher, TimeProvider time)
    {
        this.file = file;
        this.connection = connection;
        session = new WriteSession(connection, cipher, time);
        loop = Task.Run(RunAsync);
    }

    /// <summary>Queues an operation; its task completes when it is durable.</summary>
    public Task<T> WriteAsync<T>(Func<WriteSession, T> operation)
    {
        var write = new WriteOperation<T>(operation);
        return queue.Writer.TryWrite(write)
            ? write.Task
            : Task.FromException<T>(new StoreUnavailableException("The store has been closed."));
    }

    /// <summary>Writes what is queued and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loop;
        session.Dispose();
        await connection.DisposeAsync();
    }

    private async Task RunAsync()
    {
        var group = new List<WriteOperation>(MaxGroup);
        while (await queue.Reader.WaitToReadAsync())
        {
            while (group.Count < MaxGroup && queue.Reader.TryRead(out var operation))
                group.Add(operation);
            Commit(group);
            group.Clear();
        }
    }

    private void Commit(List<WriteOperation> group)
    {
        try
        {
            using var transaction = connection.BeginTransaction();
            session.Join(transaction);
            foreach (var operation in group)
                operation.Run(session);
            transaction.Commit();
        }
        catch (SqliteException exception)
        {
            var described = file.Describe(exception);
            foreach (var operation in group)
                operation.Fail(described);
            return;
        }
#pragma warning disable CA1031 // Handed to every caller of the group: the writer goes on, or nothing would ever be stored again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            foreach (var operation in group)
                operation.Fail(exception);
            return;
        }
        finally
        {
            session.Join(null);
        }

        foreach (var operation in group)
            operation.Complete();
    }
}

/// <summary>Something to write.</summary>
internal abstract class WriteOperation
{
    /// <summary>Runs inside the transaction. Must refuse before it writes anything, so that only it fails.</summary>
    public abstract void Run(WriteSession session);

    /// <summary>The transaction is durable.</summary>
    public abstract void Complete();

    /// <summary>The transaction did not happen.</summary>
    public abstract void Fail(Exception exception);
}

/// <summary>An operation with its result.</summary>
internal sealed class WriteOperation<T>(Func<WriteSession, T> operation) : WriteOperation
{
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? result;

    /// <summary>What the caller waits for.</summary>
    public Task<T> Task => completion.Task;

    /// <inheritdoc/>
    public override void Run(WriteSession session)
    {
        try
        {
            result = operation(session);
        }
        catch (StoreConflictException exception)
        {
            completion.TrySetException(exception);
        }
    }

    /// <inheritdoc/>
    public override void Complete() => completion.TrySetResult(result!);

    /// <inheritdoc/>
    public override void Fail(Exception exception) => completion.TrySetException(exception);
}
