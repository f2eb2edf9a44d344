using System.Collections.Frozen;
using System.Collections.Immutable;
using WakuGrains.Archives;
using WakuGrains.Catalogs;
using WakuGrains.Engine;
using WakuGrains.Engine.Pages;
using WakuGrains.Groups;
using WakuGrains.Identities;
using WakuGrains.Installations;
using WakuGrains.Mailboxes;
using WakuGrains.Orleans.Activation;
using WakuGrains.Orleans.Catalogs;
using WakuGrains.Orleans.Effects;
using WakuGrains.Orleans.Grains;
using WakuGrains.Orleans.Listening;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Sending;
using WakuGrains.Sessions;
using WakuGrains.Topics;

namespace WakuGrains.Orleans.Archives;

/// <summary>
/// Writes the records of an archive into an empty storage, and the reminders by which everything goes on when the cluster is
/// served.
/// </summary>
internal sealed class ClusterArchiveWriter
{
    private readonly StoredEntities entities;
    private readonly ReminderRows reminders;
    private readonly TimeSpan pendingInterval;
    private readonly FrozenDictionary<string, IReadOnlyList<string>> parts;
    private readonly ListWriter<CatalogState, string> catalogs;
    private readonly ListWriter<TopicShardState, TopicListener> shards;
    private readonly ListWriter<SentLogState, (DateTimeOffset At, SentUpdate Update)> logs;

    public ClusterArchiveWriter(
        StoredEntities entities,
        ReminderRows reminders,
        TimeSpan pendingInterval,
        ISecp256k1 curve,
        Func<Turn> newTurn
    )
    {
        (this.entities, this.reminders, this.pendingInterval) = (entities, reminders, pendingInterval);
        parts = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
        {
            [IdentityDefinition.KindName] = new IdentityDefinition(curve).Parts,
            [InstallationDefinition.KindName] = new InstallationDefinition(curve).Parts,
            [SessionDefinition.KindName] = new SessionDefinition(curve).Parts,
            [GroupDefinition.KindName] = new GroupDefinition(curve).Parts,
        }.ToFrozenDictionary(StringComparer.Ordinal);
        catalogs = new(
            entities,
            new CatalogDefinition(),
            static (state, keys) => keys.Aggregate(state, (next, key) => Catalog.Add(next, key).State)
        );
        shards = new(
            entities,
            new TopicShardDefinition(),
            static (state, listeners) => listeners.Aggregate(state, (next, each) => TopicShard.Add(next, each).State)
        );
        logs = new(
            entities,
            new SentLogDefinition(),
            (state, updates) =>
                SentLog
                    .Record(state, [.. updates.OrderBy(each => each.At).Select(each => each.Update)], newTurn())
                    .State
        );
    }

    /// <summary>Writes everything.</summary>
    /// <exception cref="ArchiveException">The records are not in order, not whole, or more than a cluster takes.</exception>
    public async Task WriteAsync(IAsyncEnumerable<ArchiveRecord> records, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var block in records.InOrderAsync(cancellationToken).InBlocksAsync(cancellationToken))
                await WriteAsync(block);
            await catalogs.FlushAsync();
            await shards.FlushAsync();
            await logs.FlushAsync();
        }
        catch (EntityFullException exception)
        {
            throw new ArchiveException($"The archive holds more than a cluster takes: {exception.Message}", exception);
        }
    }

    private async Task WriteAsync(ArchiveBlock block)
    {
        switch (block.Head)
        {
            case ArchiveRecord.Entity entity:
                await WriteAsync(entity, block.Belongings);
                break;
            case ArchiveRecord.Mailbox mailbox:
                await WriteAsync(mailbox, block.Belongings);
                break;
            case ArchiveRecord.Listener { Topic: var listener }:
                await shards.AddAsync(TopicShards.KeyFor(listener.ContentTopic), listener);
                break;
            // The entity mailbox knows acknowledged messages by another name.
            case ArchiveRecord.Fingerprints or ArchiveRecord.End:
                break;
            default:
                throw new ArchiveException($"A cluster does not know the record {block.Head.GetType().Name}.");
        }
    }

    private async Task WriteAsync(ArchiveRecord.Entity entity, ImmutableArray<ArchiveRecord> belongings)
    {
        if (!parts.TryGetValue(entity.Kind, out var partsOfKind))
            throw new ArchiveException($"A cluster does not know entities of the kind '{entity.Kind}'.");
        var whole = PendingRecords.ToEntity(entity, belongings);
        await entities.CreateAsync(whole, partsOfKind);
        await ListAsync(whole);
        await RemindAsync(whole);
        await TellStatusesAsync(whole, belongings);
    }

    private async Task ListAsync(WholeEntity entity)
    {
        if (entity.Kind == IdentityDefinition.KindName)
            await catalogs.AddAsync(CatalogNames.Tenants, CatalogNames.TenantOf(entity.Key));
        if (CatalogNames.Of(entity.Kind, entity.Key) is { } catalog)
            await catalogs.AddAsync(catalog, entity.Key);
    }

    private async Task RemindAsync(WholeEntity entity)
    {
        var grain = GrainTypes.IdOf(entity.Kind, entity.Key);
        if (!entity.Effects.IsEmpty)
            await reminders.PutAsync(grain, PendingGuard.ReminderName, pendingInterval);
        if (entity.Kind == InstallationDefinition.KindName)
            await reminders.PutAsync(grain, InstallationGrain.MaintenanceReminder, MessagingLimits.MaintenanceInterval);
    }

    private async Task TellStatusesAsync(WholeEntity entity, ImmutableArray<ArchiveRecord> belongings)
    {
        foreach (var (update, acceptedAt) in PendingRecords.ToStatuses(entity.Key, belongings))
            await logs.AddAsync(ErrandTakers.LogOf(entity.Key), (acceptedAt, update));
    }

    private async Task WriteAsync(ArchiveRecord.Mailbox mailbox, ImmutableArray<ArchiveRecord> belongings)
    {
        var state = MailboxRecords.Restore(mailbox, belongings.OfType<ArchiveRecord.Message>());
        await entities.ChangeAsync(new MailboxDefinition(), mailbox.Key.ToString(), _ => state);
    }
}
