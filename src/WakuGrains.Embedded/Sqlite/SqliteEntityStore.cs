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
using WakuGrains.Storage;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>
/// The store in one SQLite file: WAL, <c>synchronous=FULL</c>, <c>secure_delete</c>, one writer with group commit, reads on
/// connections of their own. A second process on the same file is refused.
/// </summary>
public sealed class SqliteEntityStore : IEntityStore
{
    private const int PruneStep = 1000;

    private readonly string path;
    private readonly IKeyProtector protector;
    private readonly IRandomSource random;
    private readonly ISecp256k1 curve;
    private readonly TimeProvider time;
    private readonly ConcurrentBag<ReadSession> readers = [];
    private readonly MailboxStatuses mailboxes = new();
    private StoreFile? file;
    private StoreCipher? cipher;
    private CommitSealer? sealer;
    private StoreWriter? writer;
    private volatile bool closed;

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

    /// <summary>Why the store could not write the last time it tried, as a sentence for the operator; null when it could.</summary>
    public string? WriteFault => writer?.Fault;

    private StoreWriter Writer => writer ?? throw new InvalidOperationException("The store has not been opened.");

    /// <inheritdoc/>
    public Task OpenAsync(CancellationToken cancellationToken)
    {
        var opened = OpenedStore.Open(path, protector, random, StoreUse.Serve);
        cipher = opened.Cipher;
        sealer = new CommitSealer(cipher, time);
        writer = new StoreWriter(opened.File, opened.Connection, cipher);
        file = opened.File;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<StoredEntity> ReadAsync(
        string kind,
        string key,
        IReadOnlyList<string> parts,
        CancellationToken cancellationToken
    ) => new(Read(session => session.ReadEntity(kind, key, parts)));

    /// <inheritdoc/>
    public IAsyncEnumerable<string> ListKeysAsync(string kind, string prefix, CancellationToken cancellationToken) =>
        PagesAsync((session, after) => session.ListKeys(kind, prefix, after), cancellationToken);

    /// <inheritdoc/>
    public async Task<CommitReceipt> CommitAsync(EntityCommit commit, CancellationToken cancellationToken)
    {
        var write = Writer;
        var prepared = Seal(commit);
        var written = await write.WriteAsync(session => session.Commit(prepared));
        foreach (var (mailbox, status) in written.Mailboxes)
            mailboxes.Learn(mailbox, status);
        return written.Receipt;
    }

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
        var status = await Writer.WriteAsync(session => session.Mailboxes.Acknowledge(mailbox, upToSequence));
        return mailboxes.Learn(mailbox, status);
    }

    /// <inheritdoc/>
    public ValueTask<MailboxStatus> ReadMailboxStatusAsync(
        InstallationKey mailbox,
        CancellationToken cancellationToken
    ) =>
        new(
            mailboxes.TryGet(mailbox, out var known)
                ? known
                : mailboxes.Learn(mailbox, Read(session => session.ReadMailboxStatus(mailbox)))
        );

    /// <inheritdoc/>
    public IAsyncEnumerable<string> ListOutboxLanesAsync(CancellationToken cancellationToken) =>
        PagesAsync(static (session, after) => session.ListOutboxLanes(after), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<OutboxEntry>> ReadOutboxAsync(
        string lane,
        long afterId,
        int limit,
        CancellationToken cancellationToken
    ) => new(Read(session => session.ReadOutbox(lane, afterId, limit)));

    /// <inheritdoc/>
    public Task MarkPublishedAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        WriteAsync(session => session.Outbox.MarkPublished(ids));

    /// <inheritdoc/>
    public IAsyncEnumerable<string> ListLetterLanesAsync(CancellationToken cancellationToken) =>
        PagesAsync(static (session, after) => session.ListLetterLanes(after), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<LetterEntry>> ReadLettersAsync(
        string lane,
        long afterId,
        int limit,
        CancellationToken cancellationToken
    ) => new(Read(session => session.ReadLetters(lane, afterId, limit)));

    /// <inheritdoc/>
    public Task MarkCarriedAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        WriteAsync(session => session.Letters.Delete(ids));

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
    public async Task<int> PruneAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        // In small steps: the writer has others to serve.
        var gone = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var step = await Writer.WriteAsync(session => session.Prune(now, PruneStep));
            gone += step;
            if (step < PruneStep)
                return gone;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        closed = true;
        if (writer is not null)
            await writer.DisposeAsync();
        while (readers.TryTake(out var reader))
            reader.Dispose();
        cipher?.Dispose();
        file?.Dispose();
    }

    /// <summary>Bounds the file, so that a test can fill the disk.</summary>
    internal Task LimitPagesAsync(int pages) => WriteAsync(session => session.LimitPages(pages));

    private Task<bool> WriteAsync(Action<WriteSession> write) =>
        Writer.WriteAsync(session =>
        {
            write(session);
            return true;
        });

    // Names in ascending order, page by page, each read where the one before ended.
    private async IAsyncEnumerable<string> PagesAsync(
        Func<ReadSession, string, ImmutableArray<string>> read,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var after = "";
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = Read(session => read(session, after));
            foreach (var name in page)
                yield return name;
            if (page.IsEmpty)
                yield break;
            after = page[^1];
            await Task.Yield();
        }
    }

    // While the store is closed its keys are wiped.
    private SealedCommit Seal(EntityCommit commit)
    {
        try
        {
            return sealer!.Seal(commit);
        }
        catch (ObjectDisposedException exception)
        {
            throw new StoreUnavailableException(StoreWriter.Closed, exception);
        }
    }

    private T Read<T>(Func<ReadSession, T> query)
    {
        var opened = file ?? throw new InvalidOperationException("The store has not been opened.");
        try
        {
            var session = Rent(opened);
            try
            {
                return query(session);
            }
            finally
            {
                Return(session);
            }
        }
        catch (SqliteException exception)
        {
            throw opened.Describe(exception);
        }
        catch (ObjectDisposedException exception)
        {
            throw new StoreUnavailableException(StoreWriter.Closed, exception);
        }
    }

    private ReadSession Rent(StoreFile opened)
    {
        if (closed)
            throw new StoreUnavailableException(StoreWriter.Closed);
        return readers.TryTake(out var session) ? session : new ReadSession(opened.OpenReader(), cipher!, curve);
    }

    private void Return(ReadSession session)
    {
        if (closed)
            session.Dispose();
        else
            readers.Add(session);
    }
}
