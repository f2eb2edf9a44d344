using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using WakuGrains.Embedded.Hosting;
using WakuGrains.Engine;
using WakuGrains.Mailboxes;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>
/// The store in one SQLite file: WAL, <c>synchronous=FULL</c>, <c>secure_delete</c>, one writer with group commit, reads on
/// connections of their own. A second process on the same file is refused.
/// </summary>
public sealed class SqliteEntityStore : IEntityStore
{
    private readonly string path;
    private readonly IKeyProtector protector;
    private readonly IRandomSource random;
    private readonly ISecp256k1 curve;
    private readonly TimeProvider time;
    private readonly ConcurrentBag<ReadSession> readers = [];
    private StoreFile? file;
    private StoreCipher? cipher;
    private StoreWriter? writer;

    /// <summary>Creates the store; nothing is opened yet.</summary>
    public SqliteEntityStore(
        IOptions<EmbeddedOptions> options,
        IKeyProtector protector,
        IRandomSource random,
        ISecp256k1 curve,
        TimeProvider time
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        path = options.Value.DatabasePath;
        this.protector = protector;
        this.random = random;
        this.curve = curve;
        this.time = time;
    }

    private StoreFile File => file ?? throw new InvalidOperationException("The store has not been opened.");

    private StoreWriter Writer => writer ?? throw new InvalidOperationException("The store has not been opened.");

    /// <inheritdoc/>
    public Task OpenAsync(CancellationToken cancellationToken)
    {
        file = StoreFile.Lock(path);
        SqliteConnection? connection = null;
        try
        {
            connection = file.OpenWriter();
            Schema.Migrate(connection, path);
            cipher = DataKey.Load(connection, protector, random, path);
            writer = new StoreWriter(file, connection, cipher, time);
            return Task.CompletedTask;
        }
        catch (Exception exception)
        {
            connection?.Dispose();
            file.Dispose();
            if (exception is SqliteException error)
                throw file.Describe(error);
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask<StoredEntity> ReadAsync(
        string kind,
        string key,
        IReadOnlyList<string> parts,
        CancellationToken cancellationToken
    ) => new(Read(session => session.ReadEntity(kind, key, parts)));

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListKeysAsync(
        string kind,
        string prefix,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var after = "";
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = Read(session => session.ListKeys(kind, prefix, after));
            foreach (var key in page)
                yield return key;
            if (page.IsEmpty)
                yield break;
            after = page[^1];
            await Task.Yield();
        }
    }

    /// <inheritdoc/>
    public Task<CommitReceipt> CommitAsync(EntityCommit commit, CancellationToken cancellationToken) =>
        Writer.WriteAsync(session => session.Commit(commit));

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>?> FindOnceAsync(
        string kind,
        string key,
        ReadOnlyMemory<byte> onceKey,
        CancellationToken cancellationToken
    ) => new(Read(session => session.FindOnce(kind, key, onceKey.Span, time.GetUtcNow())));

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<MailboxMessage>> ReadMailboxAsync(
        InstallationKey mailbox,
        long afterSequence,
        int limit,
        CancellationToken cancellationToken
    ) => new(Read(session => session.ReadMailbox(mailbox, afterSequence, limit)));

    /// <inheritdoc/>
    public async Task<MailboxStatus> AcknowledgeAsync(
        InstallationKey mailbox,
        long upToSequence,
        CancellationToken cancellationToken
    )
    {
        await Writer.WriteAsync(session =>
        {
            session.Acknowledge(mailbox, upToSequence);
            return true;
        });
        return await ReadMailboxStatusAsync(mailbox, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<MailboxStatus> ReadMailboxStatusAsync(
        InstallationKey mailbox,
        CancellationToken cancellationToken
    ) => new(Read(session => session.ReadMailboxStatus(mailbox)));

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<OutboxEntry>> ReadOutboxAsync(
        long afterId,
        int limit,
        CancellationToken cancellationToken
    ) => new(Read(session => session.ReadOutbox(afterId, limit)));

    /// <inheritdoc/>
    public Task MarkPublishedAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        Writer.WriteAsync(session =>
        {
            session.MarkPublished(ids);
            return true;
        });

    /// <inheritdoc/>
    public ValueTask<SentMessage?> FindSentAsync(
        InstallationKey sender,
        ReadOnlyMemory<byte> messageId,
        CancellationToken cancellationToken
    ) => new(Read(session => session.FindSent(sender, messageId)));

    /// <inheritdoc/>
    public async IAsyncEnumerable<TopicListener> ReadListenersAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await Task.Yield();
        foreach (var listener in Read(session => session.ReadListeners()))
            yield return listener;
    }

    /// <inheritdoc/>
    public Task<int> PruneAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        Writer.WriteAsync(session => session.Prune(now));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (writer is not null)
            await writer.DisposeAsync();
        while (readers.TryTake(out var reader))
            reader.Dispose();
        cipher?.Dispose();
        file?.Dispose();
        writer = null;
        file = null;
    }

    /// <summary>Bounds the file, so that a test can fill the disk.</summary>
    internal Task LimitPagesAsync(int pages) =>
        Writer.WriteAsync(session =>
        {
            session.LimitPages(pages);
            return true;
        });

    private T Read<T>(Func<ReadSession, T> query)
    {
        var opened = File;
        try
        {
            if (!readers.TryTake(out var session))
                session = new ReadSession(opened.OpenReader(), cipher!, curve);
            try
            {
                return query(session);
            }
            finally
            {
                readers.Add(session);
            }
        }
        catch (SqliteException exception)
        {
            throw opened.Describe(exception);
        }
    }
}
