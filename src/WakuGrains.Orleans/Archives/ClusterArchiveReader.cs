using System.Runtime.CompilerServices;
using WakuGrains.Archives;
using WakuGrains.Catalogs;
using WakuGrains.Engine;
using WakuGrains.Groups;
using WakuGrains.Identities;
using WakuGrains.Installations;
using WakuGrains.Mailboxes;
using WakuGrains.Orleans.Catalogs;
using WakuGrains.Orleans.Listening;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Sending;
using WakuGrains.Sessions;
using WakuGrains.Topics;

namespace WakuGrains.Orleans.Archives;

/// <summary>
/// Reads everything that is in a cluster's storage, once through: from the tenants to their identities, installations, sessions
/// and groups. Holds what is stored of one entity at a time.
/// </summary>
internal sealed class ClusterArchiveReader(StoredEntities entities, ISecp256k1 curve, TimeProvider time)
{
    private readonly IdentityDefinition identities = new(curve);
    private readonly HashSet<(InstallationKey, string, TopicKind)> told = [];
    private readonly List<TopicListener> pendingListeners = [];

    /// <summary>Every record, and the end.</summary>
    /// <exception cref="StateFormatException">Something stored is not what was written.</exception>
    public async IAsyncEnumerable<ArchiveRecord> ReadAllAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var count = 0L;
        foreach (var tenant in await ListAsync(CatalogNames.Tenants))
        foreach (var key in await ListAsync(CatalogNames.WithPrefix(IdentityDefinition.KindName, $"{tenant}/")))
        await foreach (var record in ReadIdentityAsync(key).WithCancellation(cancellationToken))
        {
            yield return record;
            count++;
        }

        await foreach (var record in ReadListenersAsync().WithCancellation(cancellationToken))
        {
            yield return record;
            count++;
        }

        yield return new ArchiveRecord.End(count);
    }

    private async Task<IEnumerable<string>> ListAsync(string catalog) =>
        (await entities.ReadAsync(new CatalogDefinition(), catalog)).Keys;

    // One whose first write failed is listed and does not exist.
    private async IAsyncEnumerable<ArchiveRecord> ReadIdentityAsync(string key)
    {
        if (await entities.FindAsync(IdentityDefinition.KindName, key) is not { } identity)
            yield break;
        foreach (var record in Records(identity, statusOf: null))
            yield return record;
        var state = await entities.ReadAsync(identities, key);
        foreach (var id in state.Installations)
        await foreach (var record in ReadInstallationAsync(new(state.Key, id)))
            yield return record;
    }

    private async IAsyncEnumerable<ArchiveRecord> ReadInstallationAsync(InstallationKey key)
    {
        var name = key.ToString();
        var log = await entities.ReadAsync(new SentLogDefinition(), name);
        var undelivered = new List<MessageContent>();
        var lanes = (await LanesAsync(SessionDefinition.KindName, name))
            .Concat(await LanesAsync(GroupDefinition.KindName, name))
            .Prepend((InstallationDefinition.KindName, name));
        foreach (var (kind, lane) in lanes)
        {
            if (await entities.FindAsync(kind, lane) is not { } entity)
                continue;
            foreach (var record in Records(entity, kind == InstallationDefinition.KindName ? null : log))
                yield return record;
            TakeErrands(entity, key, undelivered);
        }

        var mailbox = await entities.ReadAsync(new MailboxDefinition(), name);
        foreach (var record in MailboxRecords.Of(mailbox, undelivered, curve))
            yield return record;
    }

    private async Task<IEnumerable<(string Kind, string Key)>> LanesAsync(string kind, string installation) =>
        (await ListAsync(CatalogNames.WithPrefix(kind, $"{installation}/"))).Select(key => (kind, key));

    private IEnumerable<ArchiveRecord> Records(WholeEntity entity, SentLogState? statusOf)
    {
        var now = time.GetUtcNow();
        yield return new ArchiveRecord.Entity(entity.Kind, entity.Key, entity.Parts);
        foreach (var once in entity.Onces.Where(once => once.KeptUntil > now))
            yield return new ArchiveRecord.OnceKey(once);
        foreach (var record in PendingRecords.Of(entity, StatusOf))
            yield return record;

        EnvelopeStatus StatusOf(Effect.Publish publish, DateTimeOffset acceptedAt) =>
            statusOf is null
                ? new(publish.MessageId, publish.AcknowledgementId, acceptedAt, SentStatus.Accepted)
                : SentRecords.Of(statusOf, entity.Key, publish, acceptedAt);
    }

    // Whatever an entity has to deliver is for the mailbox of its own installation.
    private void TakeErrands(WholeEntity entity, InstallationKey installation, List<MessageContent> undelivered)
    {
        foreach (var each in entity.Effects)
            switch (each.Effect)
            {
                case Effect.Listen listen:
                    pendingListeners.Add(listen.Listener);
                    break;
                case Effect.Deliver deliver when deliver.Mailbox == installation:
                    undelivered.Add(deliver.Message);
                    break;
                case Effect.Deliver deliver:
                    throw new StateFormatException(
                        $"An entity of {installation} has a message for the mailbox {deliver.Mailbox}."
                    );
            }
    }

    private async IAsyncEnumerable<ArchiveRecord> ReadListenersAsync()
    {
        var definition = new TopicShardDefinition();
        foreach (var shard in TopicShards.Keys)
        {
            var state = await entities.ReadAsync(definition, shard);
            foreach (var listener in state.Listeners.From(state.Listeners.First).Where(IsNew))
                yield return new ArchiveRecord.Listener(listener);
        }

        foreach (var listener in pendingListeners.Where(IsNew))
            yield return new ArchiveRecord.Listener(listener);
    }

    private bool IsNew(TopicListener listener) => told.Add(TopicShardState.IdOf(listener));
}
