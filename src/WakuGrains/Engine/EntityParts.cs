using System.Collections.Immutable;
using WakuGrains.Ports;

namespace WakuGrains.Engine;

/// <summary>Which parts of an entity have to be written.</summary>
internal static class EntityParts
{
    /// <summary>The parts that differ between two states, as they are stored.</summary>
    public static ImmutableArray<PartWrite> ChangedParts<TState>(
        this IEntityDefinition<TState> definition,
        TState before,
        TState after
    )
        where TState : class
    {
        if (ReferenceEquals(before, after))
            return [];
        var writes = ImmutableArray.CreateBuilder<PartWrite>(definition.Parts.Count);
        for (var part = 0; part < definition.Parts.Count; part++)
            if (definition.HasChanged(part, before, after))
                writes.Add(new(definition.Parts[part], definition.Encode(part, after)));
        return writes.ToImmutable();
    }
}
