using System.Collections.Immutable;

namespace WakuGrains.Orleans.Storage;

/// <summary>Shares out what is too long for one row.</summary>
internal static class Splitting
{
    /// <summary>The same items in order, in groups of bounded length; a longer item is alone.</summary>
    public static IEnumerable<ImmutableArray<T>> Split<T>(
        this IEnumerable<T> items,
        int maxLength,
        Func<T, int> lengthOf
    )
    {
        var group = ImmutableArray.CreateBuilder<T>();
        var taken = 0;
        foreach (var item in items)
        {
            var length = lengthOf(item);
            if (group.Count > 0 && taken + length > maxLength)
            {
                yield return group.DrainToImmutable();
                taken = 0;
            }

            group.Add(item);
            taken += length;
        }

        if (group.Count > 0)
            yield return group.DrainToImmutable();
    }
}
