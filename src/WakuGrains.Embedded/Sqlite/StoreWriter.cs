using System.Diagnostics;
using Microsoft.Data.Sqlite;
using WakuGrains.Embedded.Diagnostics;
using WakuGrains.Ports;
using WakuGrains.Storage;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>
/// The one writer: takes everything that is queued, runs it in one transaction with one synchronisation of the disk and then
/// completes all callers together (group commit). An operation that fails takes nobody with it; a disk that fails takes all.
/// </summary>
internal sealed class StoreWriter : IAsyncDisposable
{
    /// <summary>Name of the thread, for those who look at the process.</summary>
    public const string ThreadName = "waku-store-writer";

    /// <summary>What is said of a store that has been closed.</summary>
    public const string Closed = "The store has been closed.";

    // Bounds the size of the log and how long the first caller of a group waits.
    private const int MaxGroup = 512;

    private readonly StoreFile file;
    private readonly WriteSession session;
    private readonly SqliteConnection connection;
    private readonly object gate = new();
    private readonly Queue<WriteOperation> queue = new();
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool closed;

    private volatile string? fault;

    public StoreWriter(StoreFile file, SqliteConnection connection, StoreCipher cipher)
    {
        this.file = file;
        this.connection = connection;
        session = new WriteSession(connection, cipher);
        new Thread(Run) { IsBackground = true, Name = ThreadName }.Start();
    }

    /// <summary>Why the last group could not be written; null when it could.</summary>
    public string? Fault => fault;

    /// <summary>Queues an operation; its task completes when it is durable.</summary>
    public Task<T> WriteAsync<T>(Func<WriteSession, T> operation)
    {
        var write = new WriteOperation<T>(operation);
        lock (gate)
        {
            if (closed)
                return Task.FromException<T>(new StoreUnavailableException(Closed));
            queue.Enqueue(write);
            Monitor.Pulse(gate);
        }

        return write.Task;
    }

    /// <summary>Writes what is queued and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            if (closed)
                return;
            closed = true;
            Monitor.Pulse(gate);
        }

        await ended.Task;
        session.Dispose();
        await connection.DisposeAsync();
    }

    // A thread of its own: it waits for the disk most of the time, and the pool's threads have other work.
    private void Run()
    {
        var group = new List<WriteOperation>(MaxGroup);
        while (Take(group))
        {
            var begun = Stopwatch.GetTimestamp();
            StoreMetrics.GroupSize.Record(group.Count);
            Write(group);
            StoreMetrics.GroupDuration.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds);
            group.Clear();
        }

        ended.SetResult();
    }

    private bool Take(List<WriteOperation> group)
    {
        lock (gate)
        {
            while (queue.Count == 0 && !closed)
                Monitor.Wait(gate);
            while (group.Count < MaxGroup && queue.TryDequeue(out var operation))
                group.Add(operation);
            return group.Count > 0;
        }
    }

    // The transaction is tried again without an operation that fails, so that the others do not suffer for it.
    private void Write(List<WriteOperation> group)
    {
        while (group.Count > 0 && TryWrite(group) is { } culprit)
            group.Remove(culprit);
        foreach (var operation in group)
            operation.Complete();
    }

    /// <summary>Returns the operation that spoiled the transaction; null when all were written or all have failed.</summary>
#pragma warning disable CA1031 // Whatever an operation throws is handed to its caller; the writer has to go on for the others.
    private WriteOperation? TryWrite(List<WriteOperation> group)
    {
        WriteOperation? running = null;
        try
        {
            using var transaction = connection.BeginTransaction();
            foreach (var operation in group)
            {
                running = operation;
                operation.Run(session);
            }

            running = null;
            transaction.Commit();
            fault = null;
            return null;
        }
        catch (Exception exception) when (running is not null && !StoreFile.IsOfTheFile(exception))
        {
            running.Fail(Describe(exception));
            return running;
        }
        catch (Exception exception)
        {
            FailAll(group, Describe(exception));
            return null;
        }
    }
#pragma warning restore CA1031

    private Exception Describe(Exception exception) =>
        exception is SqliteException error ? file.Describe(error) : exception;

    private void FailAll(List<WriteOperation> group, Exception exception)
    {
        fault = exception.Message;
        StoreMetrics.Faults.Add(1);
        foreach (var operation in group)
            operation.Fail(exception);
        group.Clear();
    }
}
