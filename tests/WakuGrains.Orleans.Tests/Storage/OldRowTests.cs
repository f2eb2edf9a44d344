using System.Reflection;
using System.Text;
using WakuGrains.Conformance;
using WakuGrains.Orleans.Storage;
using WakuGrains.Orleans.Tests.Serialization;

namespace WakuGrains.Orleans.Tests.Storage;

/// <summary>
/// Rows that an earlier version wrote are read, and mean what they meant. What is in the file stays as it is: a cluster in the
/// field holds the same bytes.
/// </summary>
public sealed class OldRowTests : IAsyncLifetime
{
    private const string Resource = "WakuGrains.Orleans.Tests.Fixtures.rows.txt";
    private const string DataKey = "data key";

    private EntityBench bench = null!;

    // Over the data key of the file, which protects nothing but these rows.
    public async ValueTask InitializeAsync()
    {
        var dataKey = Entries().SingleOrDefault(entry => entry.Name == DataKey).Bytes;
        bench = await EntityBench.StartAsync(seed: 1, dataKey is null ? null : new BinaryData(dataKey));
    }

    public ValueTask DisposeAsync()
    {
        bench.Dispose();
        return default;
    }

    [Fact]
    public void Old_rows_still_mean_the_same()
    {
        var entries = Entries().ToList();
        entries.ShouldNotBeEmpty();
        foreach (var (name, bytes, meaning) in entries)
            meaning.ShouldBeSubsetOf(WireText.Of(Read(name, bytes)).Split('\n'), name);
    }

    [Fact]
    public void There_are_old_rows_of_every_sort()
    {
        var known = Entries().Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
        var missing = new StringBuilder();
        foreach (var (name, bytes) in Written().Where(row => known.Add(row.Name)))
            missing.Append($"# {name}\n{Convert.ToHexStringLower(bytes)}\n{WireText.Of(Read(name, bytes))}\n");
        missing.ToString().ShouldBeEmpty("to be added to Fixtures/rows.txt");
    }

    private IEnumerable<(string Name, byte[] Bytes)> Written() =>
        [
            ("main row", EntityRecordCodec.Encode(RowSamples.Main)),
            ("row of effects", PendingEffectCodec.EncodeRow(RowSamples.Effects)),
            ("row of once-keys", EntityRecordCodec.EncodeOnces(RowSamples.Onces)),
            ("sealed row", bench.Serializer.Serialize(RowSamples.Row).ToArray()),
            ("sealed row that was never written", bench.Serializer.Serialize(new StoredRow()).ToArray()),
            (DataKey, bench.Memory.Rows[(EntityBench.DataKeyGrain, EntityBench.DataKeyRow)].ToArray()),
        ];

    private object Read(string name, byte[] bytes) =>
        name switch
        {
            "main row" => EntityRecordCodec.Decode(Samples.Curve, bytes),
            "row of effects" => PendingEffectCodec.DecodeRow(Samples.Curve, bytes),
            "row of once-keys" => EntityRecordCodec.DecodeOnces(bytes),
            DataKey => bench.Serializer.Deserialize<StoredDataKey>(new BinaryData(bytes)),
            _ => bench.Serializer.Deserialize<StoredRow>(new BinaryData(bytes)),
        };

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
