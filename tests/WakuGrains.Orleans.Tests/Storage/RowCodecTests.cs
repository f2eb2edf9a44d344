using Google.Protobuf;
using WakuGrains.Conformance;
using WakuGrains.Engine;
using WakuGrains.Orleans.Storage;
using WakuGrains.Orleans.Tests.Serialization;
using WakuGrains.State;
using WakuGrains.Testing;

namespace WakuGrains.Orleans.Tests.Storage;

/// <summary>What a cluster stores comes back: every field of every row, and nothing that this build does not understand.</summary>
public sealed class RowCodecTests : IAsyncLifetime
{
    private EntityBench bench = null!;

    public async ValueTask InitializeAsync() => bench = await EntityBench.StartAsync();

    public ValueTask DisposeAsync()
    {
        bench.Dispose();
        return default;
    }

    [Fact]
    public void A_main_row_comes_back()
    {
        var bytes = EntityRecordCodec.Encode(RowSamples.Main);
        var restored = EntityRecordCodec.Decode(Samples.Curve, bytes);
        WireText.Of(restored).ShouldBe(WireText.Of(RowSamples.Main));
        EntityRecordCodec.Encode(restored).ShouldBe(bytes);
    }

    [Fact]
    public void A_row_of_effects_comes_back()
    {
        var bytes = PendingEffectCodec.EncodeRow(RowSamples.Effects);
        var restored = PendingEffectCodec.DecodeRow(Samples.Curve, bytes);
        WireText.Of(restored).ShouldBe(WireText.Of(RowSamples.Effects));
        PendingEffectCodec.EncodeRow(restored).ShouldBe(bytes);
    }

    [Fact]
    public void A_row_of_once_keys_comes_back() =>
        WireText
            .Of(EntityRecordCodec.DecodeOnces(EntityRecordCodec.EncodeOnces(RowSamples.Onces)))
            .ShouldBe(WireText.Of(RowSamples.Onces));

    [Fact]
    public void A_sealed_row_comes_back_and_says_nothing_of_its_content()
    {
        var stored = bench.Serializer.Serialize(RowSamples.Row);
        var restored = bench.Serializer.Deserialize<StoredRow>(stored);
        restored.Address.ShouldBe(RowSamples.Row.Address);
        restored.Content.ToArray().ShouldBe(RowSamples.Row.Content.ToArray());
        bench
            .Serializer.Serialize(RowSamples.Row)
            .ToArray()
            .ShouldNotBe(stored.ToArray(), "each time under another nonce");
    }

    [Fact]
    public void A_row_that_was_never_written_has_no_place() =>
        bench.Serializer.Deserialize<StoredRow>(bench.Serializer.Serialize(new StoredRow())).Address.ShouldBeNull();

    [Fact]
    public void A_data_key_comes_back()
    {
        var restored = bench.Serializer.Deserialize<StoredDataKey>(bench.Serializer.Serialize(RowSamples.DataKey));
        restored.Wrapped.ToArray().ShouldBe(RowSamples.DataKey.Wrapped.ToArray());
        restored.Check.ToArray().ShouldBe(RowSamples.DataKey.Check.ToArray());
    }

    [Fact]
    public void What_is_not_ours_is_refused()
    {
        Should.Throw<InvalidOperationException>(() => bench.Serializer.Serialize("text"));
        Should.Throw<InvalidOperationException>(() => bench.Serializer.Deserialize<string>(new BinaryData([8, 1])));
    }

    [Fact]
    public void The_samples_leave_no_field_of_any_record_unset()
    {
        IMessage[] records =
        [
            EntityRowRecord.Parser.ParseFrom(EntityRecordCodec.Encode(RowSamples.Main)),
            OncesRecord.Parser.ParseFrom(EntityRecordCodec.EncodeOnces(RowSamples.Onces)),
            PendingEffectsRecord.Parser.ParseFrom(PendingEffectCodec.EncodeRow(RowSamples.Effects)),
            SealedRowRecord.Parser.ParseFrom(bench.Serializer.Serialize(RowSamples.Row).ToArray()),
            DataKeyRecord.Parser.ParseFrom(bench.Serializer.Serialize(RowSamples.DataKey).ToArray()),
        ];
        var set = records.SelectMany(RecordFields.SetIn).ToHashSet(StringComparer.Ordinal);
        foreach (var type in ClusterReflection.Descriptor.MessageTypes)
        foreach (var field in type.Fields.InDeclarationOrder())
            set.ShouldContain(field.FullName);
    }

    [Fact]
    public void A_row_that_was_cut_or_changed_is_read_or_refused_as_damaged()
    {
        ReadsOrRefuses(
            EntityRecordCodec.Encode(RowSamples.Main),
            bytes => EntityRecordCodec.Decode(Samples.Curve, bytes)
        );
        ReadsOrRefuses(
            PendingEffectCodec.EncodeRow(RowSamples.Effects),
            bytes => PendingEffectCodec.DecodeRow(Samples.Curve, bytes)
        );
        ReadsOrRefuses(EntityRecordCodec.EncodeOnces(RowSamples.Onces), bytes => EntityRecordCodec.DecodeOnces(bytes));
        ReadsOrRefuses(
            bench.Serializer.Serialize(RowSamples.DataKey).ToArray(),
            bytes => bench.Serializer.Deserialize<StoredDataKey>(new BinaryData(bytes))
        );
    }

    private static void ReadsOrRefuses(byte[] record, Action<byte[]> read)
    {
        foreach (var damaged in DamagedRecord.Of(record))
        {
            try
            {
                read(damaged);
            }
            catch (StateFormatException)
            {
                // What the contract says of a damaged record.
            }
        }
    }
}
