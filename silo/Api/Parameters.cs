using System.Globalization;
using WakuGrains.Messages;

namespace WakuGrains.Silo.Api;

/// <summary>Fields that have to be there.</summary>
internal static class Required
{
    /// <summary>The field's value.</summary>
    /// <exception cref="InvalidRequestException">It is missing.</exception>
    public static T Field<T>(string field, T? value)
        where T : class => value ?? throw Missing(field);

    /// <inheritdoc cref="Field{T}"/>
    public static long Field(string field, long? value) => value ?? throw Missing(field);

    private static InvalidRequestException Missing(string field) =>
        new(field, "field_missing", $"The field '{field}' is missing.");
}

/// <summary>Reads what comes as text in a query, a path or a header. An empty value is an absent one.</summary>
internal static class Parameters
{
    /// <summary>A sequence number.</summary>
    public static long Sequence(string field, string? text) =>
        string.IsNullOrEmpty(text) ? 0
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value
        : throw new InvalidRequestException(field, "cursor_invalid", $"'{field}' is a sequence number, 0 or higher.");

    /// <summary>A number of messages; its range is the model's to check.</summary>
    public static int Limit(string? text) =>
        string.IsNullOrEmpty(text) ? ApiLimits.DefaultReadLimit
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value
        : throw new InvalidRequestException("limit", "limit_out_of_range", "'limit' is a whole number from 1.");

    /// <summary>A duration in seconds, with or without decimals; its range is the model's to check.</summary>
    public static TimeSpan Wait(string? text) =>
        string.IsNullOrEmpty(text) ? TimeSpan.Zero
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
        && seconds < TimeSpan.FromDays(1).TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
        : throw new InvalidRequestException("wait", "wait_out_of_range", "'wait' is a number of seconds.");

    /// <summary>A device's id in a path: whatever its owner chose to call it.</summary>
    public static string InstallationId(string text) => WithSlashes(text);

    /// <summary>An identity in a path: a profile link has slashes.</summary>
    public static string Peer(string text) => WithSlashes(text);

    // ASP.NET unescapes a path but for its slashes, which would divide it.
    private static string WithSlashes(string text) => text.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
