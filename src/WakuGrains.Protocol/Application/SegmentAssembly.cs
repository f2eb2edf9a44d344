using System.Collections.Immutable;

namespace WakuGrains.Protocol.Application;

/// <summary>
/// Puts the segments of one sender's messages together (facts 1.6), with parity where slices are lost: an immutable value of
/// bounded size, of which the oldest unfinished message goes first. Knows no sender and no clock.
/// </summary>
public sealed class SegmentAssembly
{
    private readonly long maxLength;
    private readonly ImmutableArray<SegmentedMessage> open;

    // Segments that come after their message is complete are recognised by its hash.
    private readonly ImmutableArray<ReadOnlyMemory<byte>> completed;

    private SegmentAssembly(
        long maxLength,
        ImmutableArray<SegmentedMessage> open,
        ImmutableArray<ReadOnlyMemory<byte>> completed
    )
    {
        this.maxLength = maxLength;
        this.open = open;
        this.completed = completed;
    }

    /// <summary>Nothing yet; holds at most <see cref="ApplicationLimits.MaxAssemblyLength"/> bytes.</summary>
    public static SegmentAssembly Empty { get; } = WithCapacity(ApplicationLimits.MaxAssemblyLength);

    /// <summary>Bytes of segments held.</summary>
    public long Length => open.Sum(message => message.Length);

    /// <summary>Nothing yet; holds at most so many bytes of segments.</summary>
    public static SegmentAssembly WithCapacity(long maxLength) => new(maxLength, [], []);

    /// <summary>Takes a segment.</summary>
    /// <returns>
    /// The assembly after it, and the whole message if the segment completed one. A segment of a message that is complete
    /// already, or that contradicts earlier ones, adds nothing.
    /// </returns>
    public SegmentReception Add(Segment segment)
    {
        ArgumentNullException.ThrowIfNull(segment);
        if (completed.Any(hash => hash.Span.SequenceEqual(segment.MessageHash.Span)))
            return new(this, null);

        var before = open.FirstOrDefault(message => message.Hash.Span.SequenceEqual(segment.MessageHash.Span));
        var after = (before ?? SegmentedMessage.Begin(segment.MessageHash)).Add(segment);
        var others = before is null ? open : open.Remove(before);
        return after.IsSufficient ? Complete(after, others) : new(Bound(others.Add(after)), null);
    }

    /// <summary>Gives a message up: what arrived either is the message or never will be.</summary>
    private SegmentReception Complete(SegmentedMessage message, ImmutableArray<SegmentedMessage> others)
    {
        var whole = message.Length <= maxLength ? message.Restore() : null;
        var done = whole is null ? completed : completed.Add(message.Hash);
        return new(
            new(maxLength, others, done.Length > ApplicationLimits.MaxCompletedAssemblies ? done.RemoveAt(0) : done),
            whole
        );
    }

    private SegmentAssembly Bound(ImmutableArray<SegmentedMessage> messages)
    {
        while (
            messages.Length > ApplicationLimits.MaxOpenAssemblies || messages.Sum(message => message.Length) > maxLength
        )
            messages = messages.RemoveAt(0);
        return new(maxLength, messages, completed);
    }
}

/// <summary>What taking a segment yields.</summary>
/// <param name="Assembly">The assembly after it.</param>
/// <param name="Whole">The message that it completed.</param>
public readonly record struct SegmentReception(SegmentAssembly Assembly, ReadOnlyMemory<byte>? Whole);
