using WakuGrains.Ports;

namespace WakuGrains.Orleans.Archives;

/// <summary>Makes sure that no other silo is at work on the storage.</summary>
internal interface ISoleSilo
{
    /// <summary>Completes when there is none.</summary>
    /// <exception cref="StoreUnavailableException">There is one, and it does not go.</exception>
    Task RequireAsync(CancellationToken cancellationToken);
}
