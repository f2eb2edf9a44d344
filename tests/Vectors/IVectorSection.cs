using System.Text.Json;

namespace WakuGrains.Vectors;

/// <summary>One top-level section of a vector file, so that several authors of checks can share a file.</summary>
public interface IVectorSection
{
    /// <summary>The section's property name.</summary>
    string Name { get; }

    /// <summary>Runs every case of the section; none when the file does not have it.</summary>
    IEnumerable<VectorResult> Run(JsonElement root);
}

/// <summary>A section that is an array of cases, each checked by itself.</summary>
public sealed class CaseSection(string name, Action<JsonElement, VectorCheck> body) : IVectorSection
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public IEnumerable<VectorResult> Run(JsonElement root) => VectorCheck.Each(root, name, body);
}

/// <summary>A section that is one object.</summary>
public sealed class SingleSection(string name, Action<JsonElement, VectorCheck> body) : IVectorSection
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public IEnumerable<VectorResult> Run(JsonElement root) =>
        root.TryGetProperty(name, out var value) ? [VectorCheck.Run(name, check => body(value, check))] : [];
}
