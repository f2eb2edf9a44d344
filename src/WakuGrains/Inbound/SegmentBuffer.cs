using WakuGrains.Engine;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Inbound;

/// <summary>
/// Puts segmented messages together (facts 1.6), in memory and bounded: the sender that began first goes when there are too
/// many. What is lost in a restart the sender's MVDS layer sends again. We never send segments ourselves.
/// </summary>
internal sealed class SegmentBuffer
{
    // Each holds up to 2.25 MiB: what strangers make us keep stays below 40 MiB.
    private const int MaxAssemblies = 16;

    private readonly Lock gate = new();
    private readonly Dictionary<(InstallationKey, PublicKey), SegmentAssembly> open = [];
    private readonly Queue<(InstallationKey, PublicKey)> order = new();

    /// <summary>Whether data is a part of a message.</summary>
    public static bool IsSegment(ReadOnlyMemory<byte> data) => Segmentation.TryRead(data.Span, out _);

    /// <summary>The whole message: the data itself when it is no segment, or what this segment completes.</summary>
    public bool TryComplete(
        InstallationKey own,
        PublicKey sender,
        ReadOnlyMemory<byte> data,
        out ReadOnlyMemory<byte> whole
    )
    {
        whole = data;
        if (!Segmentation.TryRead(data.Span, out var segment))
            return true;
        var key = (own, sender);
        lock (gate)
        {
            if (!open.TryGetValue(key, out var assembly))
                assembly = Begin(key);
            var reception = assembly.Add(segment);
            open[key] = reception.Assembly;
            whole = reception.Whole ?? default;
            return reception.Whole is not null;
        }
    }

    private SegmentAssembly Begin((InstallationKey, PublicKey) key)
    {
        while (order.Count >= MaxAssemblies)
            open.Remove(order.Dequeue());
        order.Enqueue(key);
        return SegmentAssembly.Empty;
    }
}
