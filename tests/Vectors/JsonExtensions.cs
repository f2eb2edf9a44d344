using System.Text.Json;

namespace WakuGrains.Vectors;

/// <summary>Short forms for reading vector files.</summary>
public static class JsonExtensions
{
    /// <summary>A string property; null or absent reads as empty.</summary>
    public static string Text(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";

    /// <summary>A hex property as bytes; null or absent reads as empty.</summary>
    public static byte[] Hex(this JsonElement element, string name) => Convert.FromHexString(element.Text(name));

    /// <summary>Whether the property is there and not null.</summary>
    public static bool Has(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>A true/false property; absent reads as false.</summary>
    public static bool Flag(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>A whole number; absent reads as 0; a decimal string is taken too.</summary>
    public static long Number(this JsonElement element, string name) =>
        !element.TryGetProperty(name, out var value) ? 0
        : value.ValueKind == JsonValueKind.String ? long.Parse(value.GetString()!)
        : value.ValueKind == JsonValueKind.Number ? value.GetInt64()
        : 0;

    /// <summary>The elements of an array property; null or absent reads as none.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray()
            : Enumerable.Empty<JsonElement>();
}
