using WakuGrains.Engine;

namespace WakuGrains.Orleans.Archives;

/// <summary>Gathers what goes into lists of the storage, so that a list is written once for many entries.</summary>
/// <param name="entities">The storage.</param>
/// <param name="definition">How the lists are stored.</param>
/// <param name="add">A list with more entries.</param>
internal sealed class ListWriter<TState, TItem>(
    StoredEntities entities,
    IEntityDefinition<TState> definition,
    Func<TState, IReadOnlyList<TItem>, TState> add
)
    where TState : class
{
    private const int MostGathered = 10_000;

    private readonly Dictionary<string, List<TItem>> gathered = new(StringComparer.Ordinal);
    private int count;

    /// <summary>Adds an entry to a list.</summary>
    public async ValueTask AddAsync(string list, TItem item)
    {
        if (!gathered.TryGetValue(list, out var items))
            gathered[list] = items = [];
        items.Add(item);
        if (++count >= MostGathered)
            await FlushAsync();
    }

    /// <summary>Writes what is gathered.</summary>
    public async Task FlushAsync()
    {
        foreach (var (list, items) in gathered)
            await entities.ChangeAsync(definition, list, state => add(state, items));
        gathered.Clear();
        count = 0;
    }
}
