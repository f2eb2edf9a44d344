using System.Security.Cryptography;
using System.Text.Json;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Vectors.GoApp;

/// <summary>Segments: cut, with their parity, and put together in every recorded order of arrival.</summary>
public static class SegmentSections
{
    private const string RestoredLength =
        "a short last segment is restored with its length, which the recorded implementation cannot do";

    /// <summary>The sections.</summary>
    public static IEnumerable<IVectorSection> All =>
        [new CaseSection("segmentation", Split), new CaseSection("segmentation_receive", Receive)];

    private static void Split(JsonElement vector, VectorCheck check)
    {
        var message = Pattern.Go(vector.Number("payload_pattern_length"));
        var parts = Segmentation.Split(message, (int)vector.Number("segment_size"));
        check.Bytes("entire_message_hash", Keccak256.Hash(message), vector.Text("entire_message_hash"));
        check.Equal("parts", parts.Length, vector.Number("parts"));
        check.Equal("segmented", Segmentation.TryRead(parts[0].Span, out _), vector.Flag("segmented"));
        foreach (var recorded in vector.Items("segments").Concat(vector.Items("segments_first_and_last")))
            CheckSegment(recorded, parts, check);
        if (vector.Flag("segmented"))
            CheckRestoration(message, parts, check);
    }

    private static void CheckSegment(JsonElement recorded, IReadOnlyList<ReadOnlyMemory<byte>> parts, VectorCheck check)
    {
        var parityCount = recorded.Number("parity_segments_count");
        var at =
            parityCount == 0
                ? recorded.Number("index")
                : parts.Count - parityCount + recorded.Number("parity_segment_index");
        var part = parts[(int)at].Span;
        if (recorded.Has("serialised"))
            check.Bytes($"segment {at}", part, recorded.Text("serialised"));
        else
            check.Bytes($"segment {at} hash", SHA256.HashData(part), recorded.Text("serialised_sha256"));
        if (check.Holds($"segment {at} read", Segmentation.TryRead(part, out var segment)))
            check.Equal($"segment {at} payload", segment!.Payload.Length, recorded.Number("payload_length"));
    }

    /// <summary>As many of the first segments as there are parity segments are lost; the rest comes in reverse.</summary>
    private static void CheckRestoration(byte[] message, IReadOnlyList<ReadOnlyMemory<byte>> parts, VectorCheck check)
    {
        var parity = parts.Count(part => Segmentation.TryRead(part.Span, out var segment) && segment.IsParity);
        var assembly = SegmentAssembly.WithCapacity(long.MaxValue);
        ReadOnlyMemory<byte>? whole = null;
        foreach (var part in parts.Skip(parity).Reverse())
            whole = Deliver(ref assembly, part);
        check.Equal($"restored without {parity}", whole is { } restored && restored.Span.SequenceEqual(message), true);
        check.Equal("left over", assembly.Length, 0);
    }

    private static void Receive(JsonElement vector, VectorCheck check)
    {
        var message = Pattern.Go(vector.Number("payload_pattern_length"));
        var parts = Segmentation.Split(message, (int)vector.Number("segment_size"));
        check.Equal("parts", parts.Length, vector.Number("parts"));
        var assembly = SegmentAssembly.Empty;
        foreach (var (delivery, index) in vector.Items("deliveries").Select((delivery, index) => (delivery, index)))
        {
            var whole = Deliver(ref assembly, parts[(int)delivery.Number("segment")]);
            var isComplete = delivery.Flag("complete");
            if (!isComplete && whole is not null && delivery.Text("error_text").EndsWith("does not match"))
            {
                check.Differs(RestoredLength);
                isComplete = true;
            }

            check.Equal($"delivery {index} completes", whole is not null, isComplete);
            if (whole is { } restored)
                check.Equal($"delivery {index} message", restored.Span.SequenceEqual(message), true);
        }
    }

    private static ReadOnlyMemory<byte>? Deliver(ref SegmentAssembly assembly, ReadOnlyMemory<byte> part)
    {
        if (!Segmentation.TryRead(part.Span, out var segment))
            return null;
        (assembly, var whole) = assembly.Add(segment);
        return whole;
    }
}
