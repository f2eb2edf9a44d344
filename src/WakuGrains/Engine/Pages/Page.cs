using System.Collections.Immutable;

namespace WakuGrains.Engine.Pages;

/// <summary>An item with the bytes that it takes in a record.</summary>
internal readonly record struct PageItem<T>(T Value, int Length);

/// <summary>Items that are stored together. Immutable; compared by reference.</summary>
internal sealed class Page<T>(long start, ImmutableArray<PageItem<T>> items, int length)
{
    /// <summary>The position of its first item.</summary>
    public long Start => start;

    /// <summary>The position after its last item.</summary>
    public long End => start + items.Length;

    /// <summary>The items, oldest first.</summary>
    public ImmutableArray<PageItem<T>> Items => items;

    /// <summary>Bytes of all items in a record.</summary>
    public int Length => length;

    /// <summary>Whether it has no items.</summary>
    public bool IsEmpty => items.IsEmpty;

    /// <summary>A page without items.</summary>
    public static Page<T> Empty(long start) => new(start, [], 0);

    /// <summary>A page of items.</summary>
    public static Page<T> Of(long start, ImmutableArray<PageItem<T>> items) =>
        new(start, items, items.Sum(static item => item.Length));

    /// <summary>The page with one item more.</summary>
    public Page<T> Add(PageItem<T> item) => new(start, items.Add(item), length + item.Length);

    /// <summary>The page with the items of the page that follows it.</summary>
    public Page<T> Add(Page<T> next) => new(start, items.AddRange(next.Items), length + next.Length);

    /// <summary>The page without the items before a position.</summary>
    public Page<T> From(long position) =>
        position <= start
            ? this
            : Of(Math.Min(position, End), items.RemoveRange(0, (int)(Math.Min(position, End) - start)));
}
