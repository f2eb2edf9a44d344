using Orleans;
using Orleans.Runtime;
using WakuGrains.Engine;
using WakuGrains.Sessions;
using WakuGrains.Trust;

namespace WakuGrains.Benchmarks.Cluster;

/// <summary>Sessions that are stored, of identities that are spread over the silos; small ones, in which only a decision was made.</summary>
internal sealed class StoredSessions(IReadOnlyList<SessionKey> keys)
{
    private const int Owners = 16;

    /// <summary>The grain type of sessions.</summary>
    public const string Grain = "waku-session";

    /// <summary>How many there are.</summary>
    public int Count => keys.Count;

    /// <summary>Names some whose peers are the bots of a contender.</summary>
    public static StoredSessions Of(Contender contender, int count)
    {
        var peers = contender.Pairs.Directions.Select(direction => direction.Recipient.Identity.PublicKey).ToList();
        var owners = Enumerable
            .Range(0, Math.Max(Owners, (count + peers.Count - 1) / peers.Count))
            .Select(owner => new InstallationKey(new IdentityKey("default", $"stored-{owner}"), "device"));
        return new([.. peers.SelectMany(peer => owners.Select(owner => new SessionKey(owner, peer))).Take(count)]);
    }

    /// <summary>Whether a call is one of theirs.</summary>
    public static bool IsOne(StorageUser user) =>
        user.Grain == Grain && user.Owner.StartsWith("default/stored-", StringComparison.Ordinal);

    /// <summary>Stores them.</summary>
    public Task StoreAsync(Func<int, IEntities> entities) =>
        ForEachAsync(entities, session => session.DecideAsync(PeerTrust.Trusted, CancellationToken.None));

    /// <summary>Asks each for what it knows.</summary>
    public Task ReadAsync(Func<int, IEntities> entities) =>
        ForEachAsync(entities, session => session.FindTrustAsync(CancellationToken.None));

    /// <summary>Puts those of a cluster away.</summary>
    public Task PutAwayAsync(Func<int, IEntities> entities, IManagementGrain management) =>
        ForEachAsync(
            entities,
            session => management.DeactivateGrain(((IAddressable)session).GetGrainId(), CancellationToken.None)
        );

    // Now one silo asks and now the next.
    private Task ForEachAsync(Func<int, IEntities> entities, Func<ISession, Task> action) =>
        Parallel.ForEachAsync(
            Enumerable.Range(0, keys.Count),
            new ParallelOptions { MaxDegreeOfParallelism = ClusterRun.AtOnce },
            async (i, _) => await action(entities(i).Session(keys[i]))
        );
}
