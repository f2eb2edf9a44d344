using WakuGrains.Conformance;
using WakuGrains.Engine;

namespace WakuGrains.Orleans.Tests.Engine;

/// <summary>The cluster as the conformance suite sees an engine.</summary>
internal sealed class ClusterEngine(IGrainFactory grains, LedgerHost host) : IEntityEngine
{
    public IEntityRunner<TState> Runner<TState>(IEntityDefinition<TState> definition, string key)
        where TState : class
    {
        host.Definition = (LedgerDefinition)(object)definition;
        return (IEntityRunner<TState>)(object)new LedgerRunner(grains.GetGrain<ILedgerGrain>(GrainKeys.Of(key)), host);
    }
}
