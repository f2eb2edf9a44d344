using System.Reflection;
using System.Text;

namespace WakuGrains.Tests.State;

/// <summary>Records as format 1 wrote them, kept in this project as hex. They are never written again.</summary>
internal static class RecordFixture
{
    /// <summary>The bytes of a record.</summary>
    public static byte[] Read(string name)
    {
        var assembly = Assembly.GetExecutingAssembly();
        using var stream = assembly.GetManifestResourceStream($"WakuGrains.Tests.State.Fixtures.{name}.hex");
        stream.ShouldNotBeNull(name);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return Convert.FromHexString(string.Concat(reader.ReadToEnd().Split('\n')));
    }
}
