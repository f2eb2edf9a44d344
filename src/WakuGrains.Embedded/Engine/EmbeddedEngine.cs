using Microsoft.Extensions.Options;
using WakuGrains.Embedded.Hosting;
using WakuGrains.Engine;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Embedded.Engine;

/// <summary>
/// The engine of one process: entities come to memory with their first turn and are put away when they have been idle, so that
/// memory follows the number of busy entities and not of all.
/// </summary>
public sealed class EmbeddedEngine : IEntityEngine
{
    private readonly ActivationTable activations;
    private readonly IRandomSource random;
    private readonly ISecp256k1 curve;
    private readonly EmbeddedOptions options;

    internal EmbeddedEngine(
        IEntityStore store,
        EffectRunner effects,
        TimeProvider time,
        IRandomSource random,
        ISecp256k1 curve,
        IOptions<EmbeddedOptions> options
    )
    {
        Store = store;
        Effects = effects;
        Time = time;
        this.random = random;
        this.curve = curve;
        this.options = options.Value;
        activations = new ActivationTable(options.Value.MaxActivations);
    }

    /// <summary>Entities in memory now.</summary>
    public int ActivationCount => activations.Count;

    internal IEntityStore Store { get; }

    internal EffectRunner Effects { get; }

    internal TimeProvider Time { get; }

    /// <inheritdoc/>
    public IEntityRunner<TState> Runner<TState>(IEntityDefinition<TState> definition, string key)
        where TState : class => new EmbeddedRunner<TState>(this, definition, key);

    /// <summary>Puts away every entity that has been idle for longer than the options say. Returns how many.</summary>
    public int PutAwayIdle() => activations.PutAway((Time.GetUtcNow() - options.IdleAge).UtcTicks);

    internal Turn NewTurn() => new(Time.GetUtcNow(), random, curve);

    internal Activation<TState> Activate<TState>(IEntityDefinition<TState> definition, string key)
        where TState : class =>
        (Activation<TState>)
            activations.GetOrAdd(
                (definition.Kind, key),
                static of => new Activation<TState>(of.definition, of.key, of.engine),
                (definition, key, engine: this)
            );

    /// <summary>Forgets an activation that has been put away, so that the next call makes a new one.</summary>
    internal void Forget(string kind, string key, Activation activation) => activations.Remove(kind, key, activation);
}
