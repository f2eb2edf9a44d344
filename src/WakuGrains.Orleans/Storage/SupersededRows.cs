namespace WakuGrains.Orleans.Storage;

/// <summary>
/// Rows of an entity that its main row does not refer to, until they are deleted: those that were replaced, and those that were
/// written for a commit that did not happen.
/// </summary>
internal sealed class SupersededRows(RowStorage rows)
{
    private const int AtOnce = 32;

    private readonly HashSet<string> waiting = new(StringComparer.Ordinal);
    private readonly HashSet<string> written = new(StringComparer.Ordinal);

    // The write of a main row that was given up may still arrive, until another has taken its place: what it refers to has to
    // be there.
    private readonly HashSet<string> strays = new(StringComparer.Ordinal);

    /// <summary>Those that can be deleted.</summary>
    public IReadOnlyCollection<string> Waiting => waiting;

    /// <summary>Those that the next main row lists.</summary>
    public IEnumerable<string> Listed => waiting.Concat(strays);

    /// <summary>Whether a main row lists some that are deleted already, or not all that are to be.</summary>
    public bool IsBehind(IEnumerable<string> listed) => strays.Count > 0 || listed.Any(row => !waiting.Contains(row));

    /// <summary>Takes what a stored main row says.</summary>
    public void Restore(EntityRecord record)
    {
        waiting.Clear();
        waiting.UnionWith(record.Superseded);
        strays.UnionWith(written);
        written.Clear();
        strays.ExceptWith(record.Superseded);
        strays.ExceptWith(record.Rows);
    }

    /// <summary>Rows are written for a main row that may not come to be.</summary>
    public void Begin(IEnumerable<string> added) => written.UnionWith(added);

    /// <summary>The main row is written.</summary>
    /// <param name="replaced">Rows that the one before referred to and it does not.</param>
    public void Commit(IEnumerable<string> replaced)
    {
        written.Clear();
        waiting.UnionWith(replaced);
        waiting.UnionWith(strays);
        strays.Clear();
    }

    /// <summary>Deletes them. What fails is tried again after the next commit.</summary>
    public async Task DeleteAsync()
    {
        foreach (var some in waiting.ToList().Chunk(AtOnce))
            await Task.WhenAll(some.Select(DeleteAsync));
    }

    private async Task DeleteAsync(string row)
    {
        await rows.DeleteAsync(row);
        waiting.Remove(row);
    }
}
