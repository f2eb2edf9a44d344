using System.Text.Json;

namespace WakuGrains.Vectors;

/// <summary>
/// A file format made of named sections. A file is taken for one of the format when the suite knows at least half of what
/// the file has; the rest is reported by <see cref="VectorFile"/>.
/// </summary>
public abstract class SectionedSuite(string name, IReadOnlyList<IVectorSection> sections, params string[] descriptions)
    : IVectorSuite
{
    private readonly HashSet<string> names = [.. sections.Select(section => section.Name), .. descriptions];

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public IReadOnlySet<string> Sections => names;

    /// <inheritdoc/>
    public virtual bool Recognises(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return false;
        string[] properties = [.. root.EnumerateObject().Select(property => property.Name).Except(descriptions)];
        var known = properties.Count(names.Contains);
        return known > 0 && 2 * known >= properties.Length;
    }

    /// <inheritdoc/>
    public IEnumerable<VectorResult> Run(JsonElement root) => sections.SelectMany(section => section.Run(root));
}
