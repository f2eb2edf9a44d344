using WakuGrains.Engine;
using WakuGrains.Engine.Turns;

namespace WakuGrains.Embedded.Engine;

/// <summary>The handle of one entity, which comes to memory when it is needed.</summary>
internal sealed class EmbeddedRunner<TState>(EmbeddedEngine engine, IEntityDefinition<TState> definition, string key)
    : TurnRunner<TState>
    where TState : class
{
    /// <inheritdoc/>
    protected override TState? FindCommitted() => engine.Activate(definition, key).Turns.Committed;

    /// <inheritdoc/>
    protected override void Enqueue(PendingTurn<TState> turn)
    {
        while (true)
        {
            var activation = engine.Activate(definition, key);
            if (activation.Turns.TryEnqueue(turn))
                return;
            engine.Forget(definition.Kind, key, activation);
        }
    }
}
