using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Mailboxes;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Ports;

/// <summary>
/// Where the embedded engine keeps everything: records of entities, once-keys, mailboxes, the outbox, letters and the
/// topics that are listened to. A store encrypts at rest and binds every record to its kind, key, part and version, so that a record can be
/// neither moved nor exchanged unnoticed. Safe for concurrent use.
/// </summary>
public interface IEntityStore : IEntityCatalog, IMailboxStore, ISentMessages, IListenerStore, IAsyncDisposable
{
    /// <summary>Opens the store and brings its schema up to date. Called once, before anything else.</summary>
    /// <exception cref="StoreUnavailableException">Locked by another process, full, damaged, too new, or the data key does not fit; the message says which, in a sentence for the operator. Nothing was overwritten.</exception>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>Reads the parts of one entity, in the order of <paramref name="parts"/>; a part never written is null.</summary>
    ValueTask<StoredEntity> ReadAsync(
        string kind,
        string key,
        IReadOnlyList<string> parts,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Commits one turn or a batch of turns of one entity: all of it or nothing, durable when the task completes. Commits of
    /// different entities may share one transaction of the store (group commit).
    /// </summary>
    /// <exception cref="StoreConflictException">The entity's version is not the expected one: somebody else wrote it.</exception>
    /// <exception cref="ArgumentException">Something is beyond <see cref="EngineLimits"/>.</exception>
    /// <exception cref="StateFormatException">The stored entity is not what was written.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot write (disk full, broken).</exception>
    Task<CommitReceipt> CommitAsync(EntityCommit commit, CancellationToken cancellationToken);

    /// <summary>The receipt stored under a once-key of an entity, or null when there is none that has not expired.</summary>
    ValueTask<ReadOnlyMemory<byte>?> FindOnceAsync(
        string kind,
        string key,
        ReadOnlyMemory<byte> onceKey,
        CancellationToken cancellationToken
    );

    /// <summary>The lanes that have outbox entries which the node has not taken.</summary>
    IAsyncEnumerable<string> ListOutboxLanesAsync(CancellationToken cancellationToken);

    /// <summary>A lane's outbox entries that the node has not taken, with ids above <paramref name="afterId"/>, ascending.</summary>
    ValueTask<ImmutableArray<OutboxEntry>> ReadOutboxAsync(
        string lane,
        long afterId,
        int limit,
        CancellationToken cancellationToken
    );

    /// <summary>The node has taken these: the bytes are deleted, the status stays for a while.</summary>
    Task MarkPublishedAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken);

    /// <summary>The lanes that have letters which have not been carried.</summary>
    IAsyncEnumerable<string> ListLetterLanesAsync(CancellationToken cancellationToken);

    /// <summary>
    /// A lane's letters that have not been carried, with ids above <paramref name="afterId"/>, ascending. One that
    /// is damaged is there with the damage instead of its content, so that the others of its lane can be carried.
    /// </summary>
    ValueTask<ImmutableArray<LetterEntry>> ReadLettersAsync(
        string lane,
        long afterId,
        int limit,
        CancellationToken cancellationToken
    );

    /// <summary>These have been carried: they are deleted.</summary>
    Task MarkCarriedAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken);

    /// <summary>Deletes what has outlived its retention: expired once-keys, ids of acknowledged messages, old statuses. Returns how many rows went.</summary>
    Task<int> PruneAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>An entity as stored.</summary>
/// <param name="Version">Its version: 0 when never written, then one more with each commit.</param>
/// <param name="Parts">The parts asked for.</param>
public readonly record struct StoredEntity(long Version, ImmutableArray<byte[]?> Parts);

/// <summary>What one entity's batch of turns writes.</summary>
/// <param name="Kind">The entity's kind.</param>
/// <param name="Key">The entity's key.</param>
/// <param name="ExpectedVersion">The version that was read or last written.</param>
/// <param name="Writes">The parts that changed.</param>
/// <param name="Onces">Once-keys that the turns used up.</param>
/// <param name="Effects">The turns' effects, in order.</param>
public sealed record EntityCommit(
    string Kind,
    string Key,
    long ExpectedVersion,
    ImmutableArray<PartWrite> Writes,
    ImmutableArray<OnceWrite> Onces,
    ImmutableArray<Effect> Effects
);

/// <summary>A part to write.</summary>
public readonly record struct PartWrite(string Part, ReadOnlyMemory<byte> Content);

/// <summary>A once-key to write.</summary>
public readonly record struct OnceWrite(
    ReadOnlyMemory<byte> Key,
    ReadOnlyMemory<byte> Receipt,
    DateTimeOffset KeptUntil
);

/// <summary>What a commit made.</summary>
/// <param name="Version">The entity's new version.</param>
/// <param name="Outbox">The outbox entries of its publish effects, in order.</param>
/// <param name="Letters">The letters of its post effects, in order.</param>
/// <param name="Delivered">The mailboxes that got new messages.</param>
public sealed record CommitReceipt(
    long Version,
    ImmutableArray<OutboxEntry> Outbox,
    ImmutableArray<LetterEntry> Letters,
    ImmutableArray<InstallationKey> Delivered
);

/// <summary>Something that an entity has committed and that waits to be handed on.</summary>
/// <param name="Id">Ascending in the order of commits.</param>
/// <param name="Lane">The key of the entity that committed it; entries of one lane are handed on in order.</param>
public abstract record LaneEntry(long Id, string Lane);

/// <summary>An envelope that waits to be published.</summary>
/// <param name="Id">Ascending in the order of commits.</param>
/// <param name="Lane">The key of the entity that published it; entries of one lane are published in order.</param>
/// <param name="Envelope">The bytes.</param>
public sealed record OutboxEntry(long Id, string Lane, Envelope Envelope) : LaneEntry(Id, Lane);

/// <summary>A letter that waits to be carried.</summary>
/// <param name="Id">Ascending in the order of commits.</param>
/// <param name="Lane">The key of the entity that posted it; letters of one lane are carried in order.</param>
/// <param name="Letter">The letter; null when it cannot be read.</param>
public sealed record LetterEntry(long Id, string Lane, Letter? Letter) : LaneEntry(Id, Lane)
{
    /// <summary>Why the letter cannot be read: what is stored is damaged or of a format that this build does not know.</summary>
    public StateFormatException? Damage { get; init; }
}
