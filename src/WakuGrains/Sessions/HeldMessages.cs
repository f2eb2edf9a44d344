using System.Collections.Immutable;

namespace WakuGrains.Sessions;

/// <summary>
/// Messages that are kept as they came until somebody has decided about the peer (design: trust). Bounded; what finds no room is
/// as if it had not come, and the peer's data sync sends it again. Pure.
/// </summary>
internal static class HeldMessages
{
    /// <summary>Holds a message; the very array that was given when it is held already or there is no room.</summary>
    public static ImmutableArray<HeldMessage> Add(ImmutableArray<HeldMessage> held, InboundMessage message)
    {
        if (Find(held, message.EnvelopeHash) is not null || held.Length >= MessagingLimits.HeldMessages)
            return held;
        var encoded = message.Message.Encode();
        return held.Sum(each => each.Message.Length) + encoded.Length <= MessagingLimits.HeldMessagesLength
            ? held.Add(new(encoded, message.EnvelopeHash, message.TimestampNanoseconds))
            : held;
    }

    /// <summary>Lets a message go that has been read.</summary>
    public static ImmutableArray<HeldMessage> Remove(
        ImmutableArray<HeldMessage> held,
        ReadOnlyMemory<byte> envelopeHash
    ) => Find(held, envelopeHash) is { } message ? held.Remove(message) : held;

    private static HeldMessage? Find(ImmutableArray<HeldMessage> held, ReadOnlyMemory<byte> envelopeHash) =>
        held.FirstOrDefault(each => each.EnvelopeHash.Span.SequenceEqual(envelopeHash.Span));
}
