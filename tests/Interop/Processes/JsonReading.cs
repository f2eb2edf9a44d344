using System.Text.Json;

namespace WakuGrains.Interop.Tests.Processes;

/// <summary>Short forms for reading replies.</summary>
public static class JsonReading
{
    /// <summary>A member that is a text.</summary>
    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    /// <summary>The names of an object's members.</summary>
    public static IReadOnlyList<string> Names(this JsonElement element) =>
        [.. element.EnumerateObject().Select(member => member.Name)];

    /// <summary>A list of texts.</summary>
    public static IReadOnlyList<string> Texts(this JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(item => item.GetString()!)];

    /// <summary>The one item of a list.</summary>
    public static JsonElement Only(this JsonElement element, string name) =>
        element.GetProperty(name).EnumerateArray().Single();
}
