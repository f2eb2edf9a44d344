using System.Reflection;
using System.Text;

namespace WakuGrains.Orleans.Tests.Serialization;

/// <summary>
/// What an earlier version sent is understood, as silos of two versions talk to one another while a cluster is renewed. What is in
/// the file stays as it is: a type that changes gets another entry.
/// </summary>
public sealed class OldBytesTests
{
    private const string Resource = "WakuGrains.Orleans.Tests.Fixtures.wire.txt";

    [Fact]
    public void Old_bytes_still_mean_the_same()
    {
        var entries = Entries().ToList();
        entries.ShouldNotBeEmpty();
        foreach (var (name, bytes, meaning) in entries)
            meaning.ShouldBeSubsetOf(WireText.Of(Wire.Read(bytes)).Split('\n'), name);
    }

    [Fact]
    public void There_are_old_bytes_of_every_type()
    {
        var known = Entries().Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
        var missing = new StringBuilder();
        foreach (var value in WireSamples.Values.Concat(WireSamples.Faults))
            if (known.Add(Wire.NameOf(value.GetType())))
                missing.Append(Entry(value));
        missing.ToString().ShouldBeEmpty("to be added to Fixtures/wire.txt");
    }

    private static string Entry(object value) =>
        $"""
            # {Wire.NameOf(value.GetType())}
            {Convert.ToHexStringLower(Wire.Write(value))}
            {WireText.Of(value)}

            """;

    // A line with the name, one with the bytes, then what they mean.
    private static IEnumerable<(string Name, byte[] Bytes, string[] Meaning)> Entries()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource).ShouldNotBeNull();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        foreach (var entry in reader.ReadToEnd().Split("# ", StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = entry.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            yield return (lines[0], Convert.FromHexString(lines[1]), lines[2..]);
        }
    }
}
