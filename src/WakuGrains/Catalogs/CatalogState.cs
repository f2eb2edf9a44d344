using System.Collections.Immutable;
using WakuGrains.Engine.Pages;

namespace WakuGrains.Catalogs;

/// <summary>The keys of a kind.</summary>
/// <param name="Key">The name of the list.</param>
/// <param name="Added">The keys in the order in which they came.</param>
/// <param name="Keys">The same keys in ordinal order.</param>
public sealed record CatalogState(string Key, PageRing<string> Added, ImmutableSortedSet<string> Keys)
{
    /// <summary>A list without keys.</summary>
    public static CatalogState Empty(string key) => Of(key, new(CatalogDefinition.Layout));

    /// <summary>How many keys there are; not which.</summary>
    public override string ToString() => $"CatalogState({Key}, {Keys.Count} keys)";

    internal static CatalogState Of(string key, PageRing<string> added) =>
        new(key, added, added.From(added.First).ToImmutableSortedSet(StringComparer.Ordinal));
}
