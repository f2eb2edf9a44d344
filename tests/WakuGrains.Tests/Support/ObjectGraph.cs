using System.Collections;
using System.Reflection;
using System.Text;

namespace WakuGrains.Tests.Support;

/// <summary>
/// Everything that an object holds, by its fields, secrets included: to compare two states without knowing their types, and to
/// find every holder of a secret.
/// </summary>
internal static class ObjectGraph
{
    // What a value remembers of itself once it was asked, and what a list in pages knows of its size and serialising; not part of it.
    private static readonly HashSet<string> Others = ["decoded", "encoded", "chain", "<Layout>k__BackingField"];

    /// <summary>The object and everything below it, with the path to it.</summary>
    public static IEnumerable<(string Path, object Value)> Walk(object? value, string path = "")
    {
        if (value is null)
            yield break;
        yield return (path, value);
        if (IsLeaf(value))
            yield break;
        foreach (var below in value is IEnumerable items ? Items(items) : Fields(value))
        foreach (var found in Walk(below.Value, $"{path}.{below.Name}"))
            yield return found;
    }

    /// <summary>All leaves as text, one a line.</summary>
    public static string Describe(object value)
    {
        var text = new StringBuilder();
        foreach (var (path, leaf) in Walk(value).Where(found => IsLeaf(found.Value)))
            text.Append(path).Append(" = ").AppendLine(Text(leaf));
        return text.ToString();
    }

    private static bool IsLeaf(object value) =>
        value is string or byte[] or ReadOnlyMemory<byte> or DateTimeOffset || value.GetType().IsPrimitive;

    private static string Text(object leaf) =>
        leaf switch
        {
            byte[] bytes => Convert.ToHexString(bytes),
            ReadOnlyMemory<byte> bytes => Convert.ToHexString(bytes.Span),
            DateTimeOffset time => time.ToString("O"),
            _ => leaf.ToString()!,
        };

    private static IEnumerable<(string Name, object? Value)> Items(IEnumerable items) =>
        items.Cast<object?>().Select((item, index) => ($"{index}", item));

    private static IEnumerable<(string Name, object? Value)> Fields(object value)
    {
        for (var type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
            foreach (
                var field in type.GetFields(
                    BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly
                )
            )
                if (!Others.Contains(field.Name))
                    yield return (field.Name, field.GetValue(value));
    }
}
