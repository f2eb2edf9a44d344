using System.IO.Hashing;
using System.Text;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace WakuGrains.Orleans.Placement;

/// <summary>
/// Chooses a silo by the identity in a grain's key: of all silos the one whose name and the identity give the highest hash
/// (rendezvous hashing), so that a silo that comes or goes moves no more than its share.
/// </summary>
internal sealed class IdentityPlacementDirector : IPlacementDirector
{
    /// <inheritdoc/>
    public Task<SiloAddress> OnAddActivation(
        PlacementStrategy strategy,
        PlacementTarget target,
        IPlacementContext context
    )
    {
        var identity = IdentityOf(GrainKeys.Read(target.GrainIdentity.Key.ToString()!));
        var silos = context.GetCompatibleSilos(target);
        return Task.FromResult(silos.MaxBy(silo => (Hash(identity, silo), silo.ToParsableString()))!);
    }

    /// <summary>The part of a key that names the identity: tenant/name.</summary>
    public static string IdentityOf(string key)
    {
        var first = key.IndexOf('/', StringComparison.Ordinal);
        var second = first < 0 ? -1 : key.IndexOf('/', first + 1);
        return second < 0 ? key : key[..second];
    }

    private static ulong Hash(string identity, SiloAddress silo) =>
        XxHash3.HashToUInt64(Encoding.UTF8.GetBytes($"{identity}|{silo.ToParsableString()}"));
}
