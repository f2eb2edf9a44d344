using System.Collections.Immutable;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Wire;
using WakuGrains.Sessions;

namespace WakuGrains.Groups;

/// <summary>What waits for its key, bounded in number and bytes. Pure.</summary>
internal static class WaitingMessages
{
    /// <summary>Adds a message unless it waits already; the oldest go when there are too many or too much.</summary>
    public static ImmutableArray<WaitingMessage> Add(
        ImmutableArray<WaitingMessage> waiting,
        InboundMessage message,
        EncryptedEntry entry
    )
    {
        if (entry.Payload.Length > MessagingLimits.WaitingGroupBytes || Contains(waiting, message))
            return waiting;
        var all = waiting.Add(Create(message, entry, entry.HashRatchet!));
        var kept = Math.Min(all.Length, MessagingLimits.WaitingGroupMessages);
        while (all[^kept..].Sum(each => each.Ciphertext.Length) > MessagingLimits.WaitingGroupBytes)
            kept--;
        return all[^kept..];
    }

    private static bool Contains(ImmutableArray<WaitingMessage> waiting, InboundMessage message) =>
        waiting.Any(each => each.EnvelopeHash.Span.SequenceEqual(message.EnvelopeHash.Span));

    // A copy of the payload: what came holds on to the whole message.
    private static WaitingMessage Create(
        InboundMessage message,
        EncryptedEntry entry,
        HashRatchetHeaderMessage header
    ) =>
        new(
            message.Sender,
            message.Message.InstallationId,
            header.KeyId.ToByteArray(),
            header.DeprecatedKeyId,
            header.SeqNo,
            entry.Payload.ToArray(),
            message.EnvelopeHash,
            message.TimestampNanoseconds
        );
}
