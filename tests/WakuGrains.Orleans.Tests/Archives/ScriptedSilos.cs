using WakuGrains.Orleans.Archives;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Tests.Archives;

/// <summary>Other silos of the cluster, as a test wants them to come.</summary>
internal sealed class ScriptedSilos : ISoleSilo
{
    /// <summary>How often it can be asked before there is another silo; for ever when null.</summary>
    public int? AloneFor { get; set; }

    public Task RequireAsync(CancellationToken cancellationToken) =>
        AloneFor-- <= 0
            ? throw new StoreUnavailableException("There is another silo.") { IsInUse = true }
            : Task.CompletedTask;
}
