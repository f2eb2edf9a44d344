using Google.Protobuf;
using Orleans.Storage;
using WakuGrains.Engine;
using WakuGrains.State;
using WakuGrains.Storage;

namespace WakuGrains.Orleans.Storage;

/// <summary>
/// How the storage provider serialises: rows as versioned protobuf, encrypted with the storage's data key and bound to kind,
/// key and row, so that a row can neither be read nor moved. The data key itself is wrapped already.
/// </summary>
internal sealed class RowSerializer(DataKeyRing keys) : IGrainStorageSerializer
{
    private const uint Format = 1;
    private const string RowKind = "row";
    private const string KeyKind = "data key";

    /// <inheritdoc/>
    public BinaryData Serialize<T>(T? input) =>
        input switch
        {
            StoredRow row => new BinaryData(Encode(row)),
            StoredDataKey key => new BinaryData(Encode(key)),
            StoredMark mark => new BinaryData(StoredMarkCodec.Encode(mark)),
            _ => throw NotOurs(typeof(T)),
        };

    /// <inheritdoc/>
    /// <exception cref="StateFormatException">It was changed, made with another data key, or is of a format that this build does not know.</exception>
    public T Deserialize<T>(BinaryData input)
    {
        ArgumentNullException.ThrowIfNull(input);
        object restored =
            typeof(T) == typeof(StoredRow) ? DecodeRow(input.ToArray())
            : typeof(T) == typeof(StoredDataKey) ? DecodeKey(input.ToArray())
            : typeof(T) == typeof(StoredMark) ? StoredMarkCodec.Decode(input.ToArray())
            : throw NotOurs(typeof(T));
        return (T)restored;
    }

    private byte[] Encode(StoredRow row)
    {
        if (row.Address is not { } address)
            return new SealedRowRecord { Format = Format }.ToByteArray();
        var content = keys.Cipher.Seal(address.Kind, address.Key, address.Row, 0, row.Content.Span);
        var record = new SealedRowRecord
        {
            Format = Format,
            Kind = address.Kind,
            Key = address.Key,
            Row = address.Row,
            Content = UnsafeByteOperations.UnsafeWrap(content),
        };
        return record.ToByteArray();
    }

    private StoredRow DecodeRow(byte[] bytes)
    {
        var record = RecordFormat.Parse(SealedRowRecord.Parser, bytes, RowKind);
        RecordFormat.Require(record.Format, Format, RowKind);
        if (record.Content.IsEmpty)
            return new StoredRow();
        var content = keys.Cipher.Open(record.Kind, record.Key, record.Row, 0, record.Content.Span);
        return new StoredRow { Address = new(record.Kind, record.Key, record.Row), Content = content };
    }

    private static byte[] Encode(StoredDataKey key)
    {
        var record = new DataKeyRecord
        {
            Format = Format,
            Wrapped = UnsafeByteOperations.UnsafeWrap(key.Wrapped),
            Check = UnsafeByteOperations.UnsafeWrap(key.Check),
        };
        return record.ToByteArray();
    }

    private static StoredDataKey DecodeKey(byte[] bytes)
    {
        var record = RecordFormat.Parse(DataKeyRecord.Parser, bytes, KeyKind);
        RecordFormat.Require(record.Format, Format, KeyKind);
        return new StoredDataKey { Wrapped = record.Wrapped.Memory, Check = record.Check.Memory };
    }

    private static InvalidOperationException NotOurs(Type type) =>
        new(
            $"The storage provider of WakuGrains holds its own rows only, not {type.Name}: give other grains another provider."
        );
}
