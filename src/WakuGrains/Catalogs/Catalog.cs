using WakuGrains.Engine;
using WakuGrains.Engine.Pages;

namespace WakuGrains.Catalogs;

/// <summary>What a list of keys does: it grows. Pure; knows nothing of what the keys are of.</summary>
public static class Catalog
{
    /// <summary>Adds a key; whether it is new.</summary>
    /// <exception cref="EntityFullException">There is no room for it.</exception>
    public static Step<CatalogState, bool> Add(CatalogState state, string key)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Keys.Contains(key))
            return Step.Unchanged(state, false);
        var added =
            state.Added.TryAppend(key)
            ?? throw new EntityFullException($"The list '{state.Key}' is full with {state.Keys.Count} keys.");
        return Step.To(state with { Added = added, Keys = state.Keys.Add(key) }, true);
    }
}
