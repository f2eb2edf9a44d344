using Google.Protobuf;

namespace WakuGrains.Engine.Pages;

/// <summary>How large a ring may become, and how its items are serialised.</summary>
/// <param name="Pages">
/// How many closed pages there may be: a part of the entity each. It says in which part a page is, so that another number is another
/// format.
/// </param>
/// <param name="OpenLength">Bytes of items in the open page, which is written with the main part.</param>
/// <param name="PageLength">Bytes of items up to which a closed page is filled. An item that is longer has a page of its own.</param>
/// <param name="Encode">Serialises an item.</param>
/// <param name="Decode">Restores an item.</param>
internal sealed record PageRingLayout<T>(
    int Pages,
    int OpenLength,
    int PageLength,
    Func<T, ByteString> Encode,
    Func<ByteString, T> Decode
)
{
    /// <summary>Bytes of the longest item: a part without the head of a page.</summary>
    public const int MaxItemLength = EngineLimits.MaxPartLength - 64;

    /// <summary>The item with its length.</summary>
    /// <exception cref="ArgumentException">It is longer than a part can hold.</exception>
    public PageItem<T> Measure(T item)
    {
        var length = LengthOf(Encode(item));
        return length <= MaxItemLength
            ? new(item, length)
            : throw new ArgumentException(
                $"An entry of {length} bytes is more than the {MaxItemLength} that a page takes.",
                nameof(item)
            );
    }

    /// <summary>Restores an item with its length.</summary>
    public PageItem<T> Restore(ByteString item) => new(Decode(item), LengthOf(item));

    // With the tag, which is one byte, and the length before it.
    private static int LengthOf(ByteString encoded) => 1 + CodedOutputStream.ComputeBytesSize(encoded);
}
