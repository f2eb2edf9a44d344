using System.Text;

namespace WakuGrains.Protocol.SecureTransport;

/// <summary>
/// The order of installation ids on the wire: by their UTF-8 bytes (facts 2.3). It differs from the order of .NET strings
/// between surrogate pairs and U+E000 to U+FFFF.
/// </summary>
public sealed class InstallationIdOrder : IComparer<string>
{
    private InstallationIdOrder() { }

    /// <summary>The instance.</summary>
    public static InstallationIdOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        using var left = (x ?? "").EnumerateRunes().GetEnumerator();
        using var right = (y ?? "").EnumerateRunes().GetEnumerator();
        while (true)
        {
            var (hasLeft, hasRight) = (left.MoveNext(), right.MoveNext());
            if (!hasLeft || !hasRight)
                return hasLeft.CompareTo(hasRight);
            if (left.Current != right.Current)
                return left.Current.CompareTo(right.Current);
        }
    }
}
