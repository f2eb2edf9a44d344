using System.Buffers;

namespace WakuGrains.Protocol.Application;

/// <summary>
/// The rule for display names (facts app layer 9). A message with another name is dropped by every deployed receiver, so a
/// name is checked when it is configured. Names of three dictionary words, which are refused there too, are not known here.
/// </summary>
public static class DisplayName
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_- \t\n\f\r"
    );

    /// <summary>
    /// Whether the name, without white space around it, is empty or 5 to 24 characters of ASCII letters, digits, _, - and white
    /// space, and does not look like an ENS name.
    /// </summary>
    public static bool IsValid(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var trimmed = name.AsSpan().Trim();
        if (trimmed.IsEmpty)
            return true;
        return trimmed.Length is >= ApplicationLimits.MinDisplayNameLength and <= ApplicationLimits.MaxDisplayNameLength
            && !trimmed.ContainsAnyExcept(Allowed)
            && !trimmed.EndsWith("_eth", StringComparison.Ordinal)
            && !trimmed.EndsWith("-eth", StringComparison.Ordinal);
    }
}
