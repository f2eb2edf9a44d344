using System.Collections.Immutable;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.Application;

/// <summary>
/// The segments of one message that have arrived, as an immutable value. Knows no other messages and no limits.
/// </summary>
internal sealed record SegmentedMessage(
    ReadOnlyMemory<byte> Hash,
    uint DataCount,
    uint ParityCount,
    ImmutableSortedDictionary<int, ReadOnlyMemory<byte>> Data,
    ImmutableSortedDictionary<int, ReadOnlyMemory<byte>> Parity
)
{
    /// <summary>A message of which nothing has arrived.</summary>
    public static SegmentedMessage Begin(ReadOnlyMemory<byte> hash) =>
        new(
            hash,
            0,
            0,
            ImmutableSortedDictionary<int, ReadOnlyMemory<byte>>.Empty,
            ImmutableSortedDictionary<int, ReadOnlyMemory<byte>>.Empty
        );

    /// <summary>Bytes held.</summary>
    public long Length => Data.Values.Sum(slice => (long)slice.Length) + Parity.Values.Sum(slice => (long)slice.Length);

    /// <summary>Whether enough has arrived to restore the message.</summary>
    public bool IsSufficient => DataCount > 0 && Data.Count + Parity.Count >= DataCount;

    /// <summary>Adds a segment; one that contradicts those before it changes nothing.</summary>
    public SegmentedMessage Add(Segment segment)
    {
        var (count, held) = segment.IsParity ? (ParityCount, Parity) : (DataCount, Data);
        if (held.Count > 0 && count != segment.Count)
            return this;
        var added = held.ContainsKey((int)segment.Index) ? held : held.Add((int)segment.Index, segment.Payload);
        return segment.IsParity
            ? this with
            {
                ParityCount = segment.Count,
                Parity = added,
            }
            : this with
            {
                DataCount = segment.Count,
                Data = added,
            };
    }

    /// <summary>The whole message, or nothing when what arrived does not hash to it.</summary>
    public ReadOnlyMemory<byte>? Restore()
    {
        if (Data.Count == DataCount)
            return Match(Concatenate(Data.Values), endIsExact: true);
        if (RestoreSlices() is not { } slices)
            return null;
        return Match(Concatenate(slices.Values), Data.ContainsKey((int)DataCount - 1));
    }

    private SortedDictionary<int, ReadOnlyMemory<byte>>? RestoreSlices()
    {
        var length = Parity.Values.First().Length;
        var fits =
            DataCount + ParityCount <= ReedSolomon.MaxShards
            && Parity.Values.All(parity => parity.Length == length)
            && Data.All(slice =>
                slice.Key == DataCount - 1 ? slice.Value.Length <= length : slice.Value.Length == length
            );
        if (!fits)
            return null;

        var known = new Dictionary<int, ReadOnlyMemory<byte>>(Data);
        foreach (var (index, parity) in Parity)
            known.Add((int)DataCount + index, parity);
        var slices = new SortedDictionary<int, ReadOnlyMemory<byte>>(Data.ToDictionary());
        foreach (var (index, slice) in new ReedSolomon((int)DataCount, (int)ParityCount).Restore(known, length))
            slices.Add(index, slice);
        return slices;
    }

    private ReadOnlyMemory<byte>? Match(ReadOnlyMemory<byte> whole, bool endIsExact)
    {
        if (IsWhole(whole))
            return whole;
        if (endIsExact)
            return null;
        // A restored last slice has the zero padding of a full one, and a message may itself end in zeros.
        var end = whole.Span.LastIndexOfAnyExcept((byte)0) + 1;
        for (var length = end; length <= Math.Min(end + ApplicationLimits.MaxTrailingZeros, whole.Length); length++)
        {
            if (IsWhole(whole[..length]))
                return whole[..length];
        }

        return null;
    }

    private bool IsWhole(ReadOnlyMemory<byte> candidate)
    {
        Span<byte> hash = stackalloc byte[Keccak256.Length];
        Keccak256.Hash(candidate.Span, hash);
        return hash.SequenceEqual(Hash.Span);
    }

    private static byte[] Concatenate(IEnumerable<ReadOnlyMemory<byte>> slices)
    {
        var parts = slices.ToArray();
        var whole = new byte[parts.Sum(part => part.Length)];
        var rest = whole.AsMemory();
        foreach (var part in parts)
        {
            part.CopyTo(rest);
            rest = rest[part.Length..];
        }

        return whole;
    }
}
