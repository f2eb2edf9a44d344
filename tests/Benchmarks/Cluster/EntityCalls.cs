using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using WakuGrains.Benchmarks.Measuring;
using WakuGrains.Benchmarks.Pipeline;
using WakuGrains.Engine;
using WakuGrains.Sessions;
using WakuGrains.Trust;

namespace WakuGrains.Benchmarks.Cluster;

/// <summary>One call after another to entities of a bot: one that only reads, and one that commits and does nothing else.</summary>
/// <param name="Where">Where the caller is, seen from the entity.</param>
/// <param name="Read">What the session thinks of the peer.</param>
/// <param name="Turn">The identity's policy is changed: a commit of a small record.</param>
internal sealed record EntityCalls(string Where, CallTiming Read, CallTiming Turn)
{
    /// <summary>Both.</summary>
    public IEnumerable<CallTiming> Timings => [Read, Turn];

    /// <summary>What they came to.</summary>
    public CallFigures ToFigures() =>
        new(
            Where,
            Math.Round(Read.Micros, 1),
            Math.Round(Read.P99Micros, 1),
            Math.Round(Turn.Micros, 1),
            Math.Round(Turn.OwnMicros, 1),
            CallFigures.ReachFor,
            Turn.OwnMicros <= CallFigures.ReachFor
        );

    /// <summary>To the embedded engine.</summary>
    public static EntityCalls Embedded(Contender contender, GroupWatch groups) =>
        Of("embedded", contender.Entities(0), contender.Pairs.There[0], groups.ReadDuration);

    /// <summary>To a cluster of two: from the silo where the entities are, and from the other.</summary>
    public static async Task<EntityCalls[]> OfClusterAsync(Contender contender)
    {
        var direction = contender.Pairs.There[0];
        var identity = (IAddressable)contender.Entities(0).Identity(direction.Sender.Key);
        var home = await HomeAsync(contender, identity);
        TimeSpan Storage() => contender.Storage!.ReadOf(identity.GetGrainId()).Time;
        return
        [
            Of("same silo", contender.Entities(home), direction, Storage),
            Of("other silo, TCP", contender.Entities(home + 1), direction, Storage),
        ];
    }

    private static EntityCalls Of(string where, IEntities entities, Direction direction, Func<TimeSpan> storage)
    {
        var session = entities.Session(
            new SessionKey(direction.Sender.Installation, direction.Recipient.Identity.PublicKey)
        );
        var identity = entities.Identity(direction.Sender.Key);
        var policy = TrustPolicy.FirstUse;
        return new(
            where,
            new CallTiming(() => session.FindTrustAsync(CancellationToken.None)),
            new CallTiming(() => identity.SetTrustPolicyAsync(policy = Other(policy), CancellationToken.None), storage)
        );
    }

    // Each call has to change something: else there is nothing to commit.
    private static TrustPolicy Other(TrustPolicy policy) =>
        policy == TrustPolicy.FirstUse ? TrustPolicy.Ask : TrustPolicy.FirstUse;

    private static async Task<int> HomeAsync(Contender contender, IAddressable grain)
    {
        var management = contender.Services[0].GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);
        var address = await management.GetActivationAddress(grain);
        return contender
            .Services.Select(services => services.GetRequiredService<ILocalSiloDetails>().SiloAddress)
            .ToList()
            .FindIndex(silo => silo.Equals(address));
    }
}
