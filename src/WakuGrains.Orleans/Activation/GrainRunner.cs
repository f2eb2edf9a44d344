using WakuGrains.Engine.Turns;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Activation;

/// <summary>The handle of the entity of one activation.</summary>
internal sealed class GrainRunner<TState>(TurnQueue<TState> turns) : TurnRunner<TState>
    where TState : class
{
    /// <inheritdoc/>
    protected override TState? FindCommitted() => turns.Committed;

    /// <inheritdoc/>
    protected override void Enqueue(PendingTurn<TState> turn)
    {
        if (!turns.TryEnqueue(turn))
            throw new StoreUnavailableException("The entity was just put away; try again.");
    }
}
