using System.Collections.Immutable;

namespace WakuGrains.Engine;

/// <summary>
/// What one turn of an entity came to: the new state, the answer for the caller and what is to be done about it. A behaviour
/// never changes the state that it was given; to refuse something it returns that same state (by reference) and no effects.
/// </summary>
/// <typeparam name="TState">The entity's state, immutable.</typeparam>
/// <typeparam name="TResult">The answer for the caller.</typeparam>
/// <param name="State">The new state, or the old reference when nothing changed.</param>
/// <param name="Result">The answer.</param>
/// <param name="Effects">What the engine commits together with the state and carries out afterwards.</param>
public readonly record struct Step<TState, TResult>(TState State, TResult Result, ImmutableArray<Effect> Effects)
    where TState : class;

/// <summary>Short forms for building steps.</summary>
public static class Step
{
    /// <summary>Nothing changed.</summary>
    public static Step<TState, TResult> Unchanged<TState, TResult>(TState state, TResult result)
        where TState : class => new(state, result, []);

    /// <summary>A new state with effects.</summary>
    public static Step<TState, TResult> To<TState, TResult>(
        TState state,
        TResult result,
        params ReadOnlySpan<Effect> effects
    )
        where TState : class => new(state, result, [.. effects]);
}
