namespace WakuGrains.Protocol.Application;

/// <summary>
/// The systematic Reed-Solomon code of the deployed segmentation (facts 1.6): a Vandermonde matrix multiplied by the inverse of
/// its top square, so that data shards are themselves. Any <see cref="DataShards"/> of all shards restore the rest.
/// </summary>
internal sealed class ReedSolomon
{
    /// <summary>Most shards, data and parity together: as many as the field has elements.</summary>
    public const int MaxShards = 256;

    private readonly byte[][] coding;

    /// <summary>A code.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No data shard, or more shards than <see cref="MaxShards"/>.</exception>
    public ReedSolomon(int dataShards, int parityShards)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dataShards, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(parityShards);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dataShards + parityShards, MaxShards);
        DataShards = dataShards;
        var vandermonde = Gf256Matrix.Vandermonde(dataShards + parityShards, dataShards);
        var top = Gf256Matrix.Invert(vandermonde[..dataShards]);
        coding =
        [
            .. Gf256Matrix.Identity(dataShards),
            .. vandermonde[dataShards..].Select(row => Gf256Matrix.Multiply(row, top)),
        ];
    }

    /// <summary>Number of data shards.</summary>
    public int DataShards { get; }

    /// <summary>The parity shards of data shards; one that is shorter than the others counts as padded with zeros.</summary>
    public byte[][] MakeParity(IReadOnlyList<ReadOnlyMemory<byte>> data, int shardLength) =>
        [.. coding.Skip(DataShards).Select(row => Combine(row, data, shardLength))];

    /// <summary>Restores the data shards that are missing.</summary>
    /// <param name="known">At least <see cref="DataShards"/> shards by number, data first, then parity.</param>
    /// <param name="shardLength">Length of a full shard.</param>
    /// <returns>The missing data shards by number, each of full length.</returns>
    public Dictionary<int, byte[]> Restore(IReadOnlyDictionary<int, ReadOnlyMemory<byte>> known, int shardLength)
    {
        int[] numbers = [.. known.Keys.Order().Take(DataShards)];
        ReadOnlyMemory<byte>[] shards = [.. numbers.Select(number => known[number])];
        var inverse = Gf256Matrix.Invert([.. numbers.Select(number => coding[number])]);
        return Enumerable
            .Range(0, DataShards)
            .Where(number => !known.ContainsKey(number))
            .ToDictionary(number => number, number => Combine(inverse[number], shards, shardLength));
    }

    private static byte[] Combine(ReadOnlySpan<byte> row, IReadOnlyList<ReadOnlyMemory<byte>> shards, int shardLength)
    {
        var combined = new byte[shardLength];
        for (var i = 0; i < row.Length; i++)
            Gf256.AddScaled(combined, shards[i].Span, row[i]);
        return combined;
    }
}
