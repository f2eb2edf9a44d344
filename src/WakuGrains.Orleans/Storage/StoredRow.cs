namespace WakuGrains.Orleans.Storage;

/// <summary>Where a row belongs: the entity's kind and key, and the row's name within the entity.</summary>
/// <param name="Kind">The entity's kind.</param>
/// <param name="Key">The entity's key.</param>
/// <param name="Row">The row's name.</param>
internal sealed record RowAddress(string Kind, string Key, string Row);

/// <summary>
/// What the storage provider reads and writes: one row in plain. Its serializer encrypts it for its address; whoever reads it
/// compares the address with the one it asked for.
/// </summary>
internal sealed class StoredRow
{
    /// <summary>Where it belongs; null for a row that was never written.</summary>
    public RowAddress? Address { get; init; }

    /// <summary>The content.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }
}
