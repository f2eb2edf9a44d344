using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Protocol.Application;

/// <summary>
/// Cuts a message into segments with one parity segment for eight, and recognises segments (facts 1.6). Putting them together
/// is <see cref="SegmentAssembly"/>'s.
/// </summary>
public static class Segmentation
{
    /// <summary>The deployed size of a segment, in bytes: three quarters of the largest Waku message.</summary>
    public const int DefaultSegmentLength = 786_432;

    private const int DataSegmentsPerParity = 8;

    private static readonly MessageParser<SegmentProto> Parser = SegmentProto.Parser.WithDiscardUnknownFields(true);

    /// <summary>The messages to send: the message itself when it is short enough, else its segments, parity last.</summary>
    /// <param name="message">The message.</param>
    /// <param name="segmentLength">Length of a slice, in bytes.</param>
    /// <exception cref="ArgumentException">It would take more than <see cref="ApplicationLimits.MaxSegments"/>.</exception>
    public static ImmutableArray<ReadOnlyMemory<byte>> Split(
        ReadOnlyMemory<byte> message,
        int segmentLength = DefaultSegmentLength
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(segmentLength, 1);
        if (message.Length <= segmentLength)
            return [message];
        var slices = Slice(message, segmentLength);
        if (slices.Length > ApplicationLimits.MaxSegments)
            throw new ArgumentException("The message would need too many segments.", nameof(message));

        var hash = UnsafeByteOperations.UnsafeWrap(Keccak256.Hash(message.Span));
        var parity = MakeParity(slices, segmentLength);
        return
        [
            .. slices.Select((slice, index) => EncodeData(hash, slice, index, slices.Length)),
            .. parity.Select((payload, index) => EncodeParity(hash, payload, index, parity.Length)),
        ];
    }

    /// <summary>
    /// Reads a segment. Every message that a frame carries is tried as one first; the fields of a ProtocolMessage have other
    /// wire types and do not make one.
    /// </summary>
    /// <returns><see langword="false"/> when the bytes are no segment, or one that belongs to no possible message.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out Segment? segment)
    {
        segment = null;
        if (!ProtoReader.TryParse(Parser, bytes, out var proto) || proto.EntireMessageHash.Length != Keccak256.Length)
            return false;
        var isParity = proto.ParitySegmentsCount > 0;
        var (index, count, most) = isParity
            ? (proto.ParitySegmentIndex, proto.ParitySegmentsCount, ReedSolomon.MaxShards)
            : (proto.Index, proto.SegmentsCount, ApplicationLimits.MaxSegments);
        if (count < (isParity ? 1 : 2) || count > most || index >= count)
            return false;
        segment = new Segment(proto.EntireMessageHash.Memory, isParity, index, count, proto.Payload.Memory);
        return true;
    }

    private static ReadOnlyMemory<byte>[] Slice(ReadOnlyMemory<byte> message, int length)
    {
        var slices = new ReadOnlyMemory<byte>[(message.Length + length - 1) / length];
        for (var i = 0; i < slices.Length; i++)
            slices[i] = message.Slice(i * length, Math.Min(length, message.Length - (i * length)));
        return slices;
    }

    private static byte[][] MakeParity(ReadOnlyMemory<byte>[] slices, int segmentLength)
    {
        var count = slices.Length / DataSegmentsPerParity;
        return count > 0 && slices.Length + count <= ReedSolomon.MaxShards
            ? new ReedSolomon(slices.Length, count).MakeParity(slices, segmentLength)
            : [];
    }

    private static ReadOnlyMemory<byte> EncodeData(ByteString hash, ReadOnlyMemory<byte> slice, int index, int count) =>
        new SegmentProto
        {
            EntireMessageHash = hash,
            Index = (uint)index,
            SegmentsCount = (uint)count,
            Payload = UnsafeByteOperations.UnsafeWrap(slice),
        }.ToByteArray();

    private static ReadOnlyMemory<byte> EncodeParity(ByteString hash, byte[] payload, int index, int count) =>
        new SegmentProto
        {
            EntireMessageHash = hash,
            Payload = UnsafeByteOperations.UnsafeWrap(payload),
            ParitySegmentIndex = (uint)index,
            ParitySegmentsCount = (uint)count,
        }.ToByteArray();
}
