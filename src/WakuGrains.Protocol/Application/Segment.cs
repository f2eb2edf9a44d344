namespace WakuGrains.Protocol.Application;

/// <summary>A part of a message that was too large for one frame (facts 1.6): a slice of it, or parity over the slices.</summary>
/// <param name="MessageHash">Keccak-256 of the whole message, 32 bytes: what the segments of one message have in common.</param>
/// <param name="IsParity">Whether it is parity.</param>
/// <param name="Index">Its number among the data segments, or among the parity segments.</param>
/// <param name="Count">How many data segments there are, or how many parity segments.</param>
/// <param name="Payload">The slice, or the parity.</param>
public sealed record Segment(
    ReadOnlyMemory<byte> MessageHash,
    bool IsParity,
    uint Index,
    uint Count,
    ReadOnlyMemory<byte> Payload
);
