namespace WakuGrains.Orleans.Tests.Storage;

/// <summary>The effects of an entity, as a model of its storage knows them.</summary>
internal sealed class ModelEffects
{
    private readonly List<string> committed = [];
    private readonly HashSet<string> carried = [];
    private readonly HashSet<string> carriedHere = [];
    private readonly HashSet<string> gone = [];
    private bool isNew;

    /// <summary>They were committed.</summary>
    public void Commit(IEnumerable<string> texts) => committed.AddRange(texts);

    /// <summary>They were carried out.</summary>
    public void Carry(IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            carried.Add(text);
            carriedHere.Add(text);
        }
    }

    /// <summary>The activation is gone.</summary>
    public void Restart()
    {
        carriedHere.Clear();
        isNew = true;
    }

    /// <summary>
    /// What was not carried out waits. What was may wait once more in another activation; when it does not, it is gone for ever.
    /// </summary>
    public void Compare(IReadOnlyList<string> waiting)
    {
        waiting.ShouldBe(committed.Where(waiting.ToHashSet().Contains), "in the order of the commits");
        waiting.ShouldBeUnique();
        committed.Except(carried).ShouldBeSubsetOf(waiting);
        waiting.Intersect(carriedHere).ShouldBeEmpty();
        waiting.Intersect(gone).ShouldBeEmpty();
        if (isNew)
            gone.UnionWith(committed.Except(waiting));
        isNew = false;
    }
}
