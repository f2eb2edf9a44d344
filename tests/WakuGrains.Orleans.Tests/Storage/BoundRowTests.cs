using Google.Protobuf;
using WakuGrains.Conformance;
using WakuGrains.Engine;
using WakuGrains.Orleans.Storage;
using WakuGrains.Orleans.Tests.Cluster;
using WakuGrains.State;

namespace WakuGrains.Orleans.Tests.Storage;

/// <summary>
/// A row is what was written, where it was written: what was changed, moved, made with another data key or by a newer version is
/// refused, and nothing is overwritten.
/// </summary>
public sealed class BoundRowTests : IAsyncLifetime
{
    private const string One = "t/a";
    private const string Other = "t/b";

    private EntityBench bench = null!;

    public async ValueTask InitializeAsync()
    {
        bench = await EntityBench.StartAsync();
        foreach (var key in new[] { One, Other })
            await CommitAsync(bench, key);
    }

    public ValueTask DisposeAsync()
    {
        bench.Dispose();
        return default;
    }

    [Fact]
    public async Task A_main_row_of_another_entity()
    {
        Put(Other, EntityStorage.MainRow, Stored(One, EntityStorage.MainRow));
        await IsRefusedAsync(Other);
    }

    [Fact]
    public async Task Another_row_in_the_place_of_the_main_row()
    {
        Put(One, EntityStorage.MainRow, Stored(One, PartRow(One)));
        await IsRefusedAsync(One);
    }

    [Fact]
    public async Task A_row_of_another_entity_under_the_same_name()
    {
        var (name, row) = (PartRow(One), Stored(One, PartRow(One)));
        bench.Memory.Put(EntityBench.GrainOf(Other), name, row);
        Replace(Other, record => record with { Parts = record.Parts.SetItem("p0", new(null, name)) });
        await IsRefusedAsync(Other);
    }

    [Fact]
    public async Task A_row_of_the_entity_under_another_name()
    {
        var record = bench.Record(One);
        foreach (var row in record.Rows)
        foreach (var other in record.Rows.Where(other => other != row))
        {
            var before = Stored(One, row);
            Put(One, row, Stored(One, other));
            await IsRefusedAsync(One);
            Put(One, row, before);
        }
    }

    [Fact]
    public async Task A_row_that_is_gone()
    {
        Replace(One, record => record with { Parts = record.Parts.SetItem("p0", new(null, "p0.1.gone")) });
        await IsRefusedAsync(One);
    }

    [Fact]
    public async Task A_row_with_a_changed_byte()
    {
        foreach (var row in bench.Record(One).Rows.Append(EntityStorage.MainRow))
        {
            var stored = Stored(One, row).ToArray();
            // Of a long row the beginning, where everything but the ciphertext is, and the end.
            foreach (var at in Enumerable.Range(0, stored.Length).Where(at => at < 200 || at >= stored.Length - 40))
            {
                byte[] changed = [.. stored[..at], (byte)(stored[at] ^ 0x11), .. stored[(at + 1)..]];
                Put(One, row, new BinaryData(changed));
                await IsRefusedAsync(One);
            }

            Put(One, row, new BinaryData(stored));
        }
    }

    [Fact]
    public async Task A_row_that_was_cut()
    {
        var stored = Stored(One, EntityStorage.MainRow).ToArray();
        foreach (var length in Enumerable.Range(0, stored.Length))
        {
            Put(One, EntityStorage.MainRow, new BinaryData(stored[..length]));
            await IsRefusedAsync(One);
        }
    }

    [Fact]
    public async Task A_row_of_another_data_key()
    {
        using var strange = await EntityBench.StartAsync(seed: 2);
        await CommitAsync(strange, One);
        Put(One, EntityStorage.MainRow, strange.Memory.Rows[(EntityBench.GrainOf(One), EntityStorage.MainRow)]);
        await IsRefusedAsync(One);
    }

    [Fact]
    public async Task A_row_that_a_newer_version_has_sealed()
    {
        var sealedRow = SealedRowRecord.Parser.ParseFrom(Stored(One, EntityStorage.MainRow).ToArray());
        sealedRow.Format = 2;
        Put(One, EntityStorage.MainRow, new BinaryData(sealedRow.ToByteArray()));
        await IsRefusedAsync(One, "format 2");
    }

    [Fact]
    public async Task A_content_of_a_newer_version()
    {
        foreach (var row in bench.Record(One).Rows.Append(EntityStorage.MainRow).Where(row => row != PartRow(One)))
        {
            var before = Stored(One, row);
            var content = bench.Open(One, row).ToArray();
            content[..2].ShouldBe([8, 1], "the format is the first field of every record");
            Put(One, row, Seal(One, row, [8, 2, .. content[2..]]));
            await IsRefusedAsync(One, "format 2");
            Put(One, row, before);
        }
    }

    private static async Task CommitAsync(EntityBench bench, string key)
    {
        var entity = await bench.ActivateAsync(key);
        await entity.CommitAsync(
            [new("main", new byte[] { 1 }), new("p0", new byte[5000])],
            [.. Enumerable.Range(0, 40).Select(Once)],
            [Samples.Post(new string(' ', 40_000)), Samples.Post(new string(' ', 40_000))]
        );
        await entity.CommitAsync([], [Once(100)], [Samples.Post("last")]);
    }

    private static Ports.OnceWrite Once(int number) =>
        new(BitConverter.GetBytes(number), new byte[240], Samples.Now.AddDays(1));

    // Neither loading it nor asking it whether it knows a key gives anything, and what is stored stays as it is.
    private async Task IsRefusedAsync(string key, string? message = null)
    {
        var before = bench.Memory.Rows;
        var fault = await Should.ThrowAsync<StateFormatException>(async () =>
        {
            var entity = await bench.ActivateAsync(key);
            await entity.FindOnceAsync(BitConverter.GetBytes(1));
        });
        if (message is not null)
            fault.Message.ShouldContain(message);
        bench.Memory.Rows.ShouldBe(before, ignoreOrder: true);
        bench.Calls.ShouldAllBe(call => call.Operation == StorageOperation.Read);
    }

    private string PartRow(string key) => bench.Record(key).Parts["p0"].Row.ShouldNotBeNull();

    private BinaryData Stored(string key, string row) => bench.Memory.Rows[(EntityBench.GrainOf(key), row)];

    private BinaryData Seal(string key, string row, byte[] content) =>
        bench.Serializer.Serialize(new StoredRow { Address = new("bench", key, row), Content = content });

    private void Replace(string key, Func<EntityRecord, EntityRecord> change) =>
        Put(
            key,
            EntityStorage.MainRow,
            Seal(key, EntityStorage.MainRow, EntityRecordCodec.Encode(change(bench.Record(key))))
        );

    private void Put(string key, string row, BinaryData content)
    {
        bench.Memory.Put(EntityBench.GrainOf(key), row, content);
        bench.Forget();
    }
}
