namespace WakuGrains.Orleans.Storage;

/// <summary>Rows of an entity that its main row does not refer to any more, until they are deleted.</summary>
internal sealed class SupersededRows(RowStorage rows)
{
    private readonly HashSet<string> waiting = new(StringComparer.Ordinal);

    /// <summary>Those that are not deleted yet.</summary>
    public IReadOnlyCollection<string> Waiting => waiting;

    /// <summary>Whether a main row lists some that are deleted already.</summary>
    public bool IsBehind(IEnumerable<string> listed) => listed.Any(row => !waiting.Contains(row));

    /// <summary>Takes what a stored main row lists.</summary>
    public void Restore(IEnumerable<string> listed)
    {
        waiting.Clear();
        waiting.UnionWith(listed);
    }

    /// <summary>More came with a commit.</summary>
    public void Add(IEnumerable<string> added) => waiting.UnionWith(added);

    /// <summary>Deletes them. What fails is tried again after the next commit.</summary>
    public async Task DeleteAsync()
    {
        foreach (var row in waiting.ToList())
        {
            await rows.DeleteAsync(row);
            waiting.Remove(row);
        }
    }
}
