using System.Text.Json;

namespace WakuGrains.Vectors;

/// <summary>Knows one file format: recognises a file by its content, never by its name, and runs all of its cases.</summary>
public interface IVectorSuite
{
    /// <summary>Short name of the format, as printed.</summary>
    string Name { get; }

    /// <summary>Whether this suite understands the file.</summary>
    bool Recognises(JsonElement root);

    /// <summary>Every top-level section that the suite runs; a section of the file that is not among them is a failure.</summary>
    IReadOnlySet<string> Sections { get; }

    /// <summary>Runs every case.</summary>
    IEnumerable<VectorResult> Run(JsonElement root);
}
