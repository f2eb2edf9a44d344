using Orleans.Concurrency;
using WakuGrains.Conformance;
using WakuGrains.Orleans.Activation;
using WakuGrains.Orleans.Grains;

namespace WakuGrains.Orleans.Tests.Engine;

/// <summary>The ledger in the same shell as every entity.</summary>
[GrainType("ledger")]
[Reentrant]
internal sealed class LedgerGrain(ActivationServices services, LedgerHost host)
    : EntityGrain<Ledger>(services, host.Definition),
        ILedgerGrain
{
    public Task RunNextAsync() => host.Take(Key).RunAsync(Runner);
}
