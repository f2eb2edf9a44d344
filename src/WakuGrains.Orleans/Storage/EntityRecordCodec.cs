using System.Collections.Immutable;
using Google.Protobuf;
using WakuGrains.Engine;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.State;

namespace WakuGrains.Orleans.Storage;

/// <summary>How main rows and rows of once-keys are serialised (protobuf, versioned).</summary>
internal static class EntityRecordCodec
{
    private const uint Format = 1;
    private const string Kind = "entity";
    private const string OnceKind = "once-keys";

    /// <summary>Serialises a main row.</summary>
    public static byte[] Encode(EntityRecord entity)
    {
        var record = new EntityRowRecord
        {
            Format = Format,
            Version = entity.Version,
            LastEffectId = entity.LastEffectId,
        };
        record.Parts.AddRange(entity.Parts.Select(part => Encode(part.Key, part.Value)));
        record.Onces.AddRange(entity.Onces.Newest.Select(Encode));
        record.OncePages.AddRange(entity.Onces.Pages.Select(Encode));
        record.Effects.AddRange(entity.Effects.Select(PendingEffectCodec.Encode));
        record.EffectRows.AddRange(entity.EffectRows);
        record.SupersededRows.AddRange(entity.Superseded);
        return record.ToByteArray();
    }

    /// <summary>Restores a main row.</summary>
    /// <exception cref="StateFormatException">It is damaged or of a format that this build does not know.</exception>
    public static EntityRecord Decode(ISecp256k1 curve, ReadOnlyMemory<byte> bytes)
    {
        var record = RecordFormat.Parse(EntityRowRecord.Parser, bytes.ToArray(), Kind);
        RecordFormat.Require(record.Format, Format, Kind);
        return RecordFormat.Restore(
            Kind,
            () =>
                new EntityRecord(
                    record.Version,
                    record.Parts.ToImmutableSortedDictionary(part => part.Name, Decode, StringComparer.Ordinal),
                    new OnceLog([.. record.Onces.Select(Decode)], [.. record.OncePages.Select(Decode)]),
                    record.LastEffectId,
                    [.. record.Effects.Select(effect => PendingEffectCodec.Decode(curve, effect))],
                    [.. record.EffectRows],
                    [.. record.SupersededRows]
                )
        );
    }

    /// <summary>Serialises a row of once-keys.</summary>
    public static byte[] EncodeOnces(ImmutableArray<OnceWrite> onces)
    {
        var record = new OncesRecord { Format = Format };
        record.Onces.AddRange(onces.Select(Encode));
        return record.ToByteArray();
    }

    /// <summary>Restores a row of once-keys.</summary>
    /// <exception cref="StateFormatException">It is damaged or of a format that this build does not know.</exception>
    public static ImmutableArray<OnceWrite> DecodeOnces(ReadOnlyMemory<byte> bytes)
    {
        var record = RecordFormat.Parse(OncesRecord.Parser, bytes.ToArray(), OnceKind);
        RecordFormat.Require(record.Format, Format, OnceKind);
        return RecordFormat.Restore(OnceKind, () => record.Onces.Select(Decode).ToImmutableArray());
    }

    private static PartRecord Encode(string name, PartPlace place) =>
        place.Content is { } content
            ? new PartRecord { Name = name, Content = UnsafeByteOperations.UnsafeWrap(content) }
            : new PartRecord { Name = name, Row = place.Row };

    private static PartPlace Decode(PartRecord part) =>
        part.PlaceCase == PartRecord.PlaceOneofCase.Row ? new(null, part.Row) : new(part.Content.Memory, null);

    private static OnceRecord Encode(OnceWrite once) =>
        new()
        {
            Key = UnsafeByteOperations.UnsafeWrap(once.Key),
            Receipt = UnsafeByteOperations.UnsafeWrap(once.Receipt),
            KeptUntilMs = once.KeptUntil.ToUnixTimeMilliseconds(),
        };

    private static OnceWrite Decode(OnceRecord record) =>
        new(record.Key.Memory, record.Receipt.Memory, DateTimeOffset.FromUnixTimeMilliseconds(record.KeptUntilMs));

    private static OncePageRecord Encode(OncePage page) =>
        new() { Row = page.Row, KeptUntilMs = page.KeptUntil.ToUnixTimeMilliseconds() };

    private static OncePage Decode(OncePageRecord record) =>
        new(record.Row, DateTimeOffset.FromUnixTimeMilliseconds(record.KeptUntilMs));
}
