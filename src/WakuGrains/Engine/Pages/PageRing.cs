using System.Collections.Immutable;

namespace WakuGrains.Engine.Pages;

/// <summary>
/// A long list as an entity keeps it: items are appended at the end and dropped at the front, and each has a position that is never
/// given out again. The newest items are in the open page, which is stored with the entity's main part, so that an append writes
/// one small record. When the open page is full it is closed into the ring's last page or, when there is no room in that, into the
/// next free one. Knows nothing of what the items are. Immutable.
/// </summary>
/// <remarks>
/// Closed pages stay in their slots and are compared by reference; those in which every item was dropped are gone. Filling up the
/// last page writes it again, but once for each open page only, which is little beside the open page that every append writes; and
/// it leaves few parts to load.
/// </remarks>
/// <typeparam name="T">What is kept.</typeparam>
public sealed class PageRing<T>
{
    /// <param name="layout">How large it may become.</param>
    /// <param name="start">The position of its first item: those before were dropped elsewhere.</param>
    internal PageRing(PageRingLayout<T> layout, long start = 0)
        : this(layout, start, 0, [], Page<T>.Empty(start)) { }

    internal PageRing(
        PageRingLayout<T> layout,
        long first,
        long firstPage,
        ImmutableArray<Page<T>> closed,
        Page<T> open
    )
    {
        (Layout, First, FirstPage, Closed, Open) = (layout, first, firstPage, closed, open);
    }

    /// <summary>The position of the first item that was not dropped.</summary>
    public long First { get; }

    /// <summary>The position that the next item gets.</summary>
    public long End => Open.End;

    /// <summary>How many items there are.</summary>
    public long Count => End - First;

    /// <summary>How large it may become.</summary>
    internal PageRingLayout<T> Layout { get; }

    /// <summary>The pages that are closed, the oldest first.</summary>
    internal ImmutableArray<Page<T>> Closed { get; }

    /// <summary>The number of the oldest closed page, or of the next one. It lies in the slot of its number modulo the slots.</summary>
    internal long FirstPage { get; }

    /// <summary>The page that is being filled.</summary>
    internal Page<T> Open { get; }

    /// <summary>How many slots hold no page.</summary>
    internal int FreePages => Layout.Pages - Closed.Length;

    /// <summary>The position after the oldest page that would be dropped as a whole.</summary>
    internal long OldestEnd => Closed.IsEmpty ? Open.End : Closed[0].End;

    /// <summary>The page in a slot, with its number; null when the slot is free.</summary>
    internal (Page<T> Page, long Number)? At(int slot)
    {
        var offset = (int)((((slot - FirstPage) % Layout.Pages) + Layout.Pages) % Layout.Pages);
        return offset < Closed.Length ? (Closed[offset], FirstPage + offset) : null;
    }

    /// <summary>Whether a slot holds the same in two rings.</summary>
    internal bool IsSame(int slot, PageRing<T> other) =>
        ReferenceEquals(this, other) || ReferenceEquals(At(slot)?.Page, other.At(slot)?.Page);

    /// <summary>The items from a position on, in order.</summary>
    internal IEnumerable<T> From(long position)
    {
        var start = Math.Max(position, First);
        foreach (var page in Closed.Append(Open).Where(page => page.End > start))
            for (var i = (int)Math.Max(start - page.Start, 0); i < page.Items.Length; i++)
                yield return page.Items[i].Value;
    }

    /// <summary>The ring with one item more; null when every page is full.</summary>
    /// <exception cref="ArgumentException">The item is longer than a part can hold.</exception>
    internal PageRing<T>? TryAppend(T item)
    {
        var measured = Layout.Measure(item);
        var ring = Open.Length + measured.Length > Layout.OpenLength ? TryClose() : this;
        if (ring is null)
            return null;
        ring = ring.With(ring.Closed, ring.Open.Add(measured));
        return measured.Length > Layout.OpenLength ? ring.TryClose() : ring;
    }

    /// <summary>The ring without the items before a position.</summary>
    internal PageRing<T> DropBefore(long position)
    {
        var first = Math.Min(position, End);
        if (first <= First)
            return this;
        var gone = Closed.TakeWhile(page => page.End <= first).Count();
        return new(Layout, first, FirstPage + gone, Closed.RemoveRange(0, gone), Open.From(first));
    }

    private PageRing<T>? TryClose()
    {
        if (Open.IsEmpty)
            return this;
        var next = Page<T>.Empty(Open.End);
        if (!Closed.IsEmpty && Closed[^1].From(First) is var last && last.Length + Open.Length <= Layout.PageLength)
            return With(Closed.SetItem(Closed.Length - 1, last.Add(Open)), next);
        return FreePages > 0 ? With(Closed.Add(Open), next) : null;
    }

    private PageRing<T> With(ImmutableArray<Page<T>> pages, Page<T> open) => new(Layout, First, FirstPage, pages, open);
}
