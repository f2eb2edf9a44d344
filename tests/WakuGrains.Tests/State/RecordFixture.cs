using System.Reflection;
using System.Text;

namespace WakuGrains.Tests.State;

/// <summary>Records as format 1 wrote them, kept in this project as hex. They are never written again.</summary>
internal static class RecordFixture
{
    /// <summary>The bytes of a record.</summary>
    public static byte[] Read(string name)
    {
        var record = Find(name);
        record.ShouldNotBeNull(name);
        return record;
    }

    /// <summary>The bytes of the parts of an entity; null for those that were free.</summary>
    public static byte[]?[] ReadParts(string name, IEnumerable<string> parts) =>
        [.. parts.Select(part => Find($"{name}.{part}"))];

    private static byte[]? Find(string name)
    {
        var assembly = Assembly.GetExecutingAssembly();
        using var stream = assembly.GetManifestResourceStream($"WakuGrains.Tests.State.Fixtures.{name}.hex");
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return Convert.FromHexString(string.Concat(reader.ReadToEnd().Split('\n')));
    }
}
