using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Mailboxes;
using WakuGrains.Messages;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Sessions;

/// <summary>What the plaintext of a message holds for us: messages for the mailbox, and what MVDS wants to know.</summary>
/// <param name="Outcome">Delivered when there is a message for the mailbox, else why not.</param>
/// <param name="Messages">The messages.</param>
/// <param name="Acknowledged">Ids of our messages that the peer has.</param>
/// <param name="ToAcknowledge">Ids of the peer's messages that we now have.</param>
/// <param name="Clock">The highest chat clock; 0 when there is none.</param>
/// <param name="Pairings">What other devices of our own say of themselves.</param>
internal sealed record ReceivedContent(
    EnvelopeOutcome Outcome,
    ImmutableArray<MessageContent> Messages,
    ImmutableArray<ReadOnlyMemory<byte>> Acknowledged,
    ImmutableArray<ReadOnlyMemory<byte>> ToAcknowledge,
    ulong Clock,
    ImmutableArray<PairingMessage> Pairings
)
{
    /// <summary>Reads the layers above the ratchet (facts 1.4, 1.5; facts app layer 2).</summary>
    /// <param name="plaintext">What was encrypted.</param>
    /// <param name="message">The message that it came in.</param>
    /// <param name="own">Our identity: what it signed comes from another device of ours.</param>
    /// <param name="turn">The turn.</param>
    public static ReceivedContent Read(ReadOnlyMemory<byte> plaintext, InboundMessage message, PublicKey own, Turn turn)
    {
        if (plaintext.IsEmpty)
            return new(EnvelopeOutcome.Processed, [], [], [], 0, []);
        var reader = new ContentReader(message, own, turn);
        if (!Mvds.TryRead(plaintext.Span, out var mvds))
            return From([reader.Read(plaintext.Span)], [], []);

        // Every copy is acknowledged, also of what is not shown: "delivered" means decrypted (facts app layer runs 2.4).
        return From(
            [.. mvds.Messages.Select(entry => reader.Read(entry.Body.Span))],
            mvds.Acks,
            [.. mvds.Messages.Select(entry => entry.MessageId)]
        );
    }

    private static ReceivedContent From(
        ImmutableArray<ReadPart> parts,
        ImmutableArray<ReadOnlyMemory<byte>> acknowledged,
        ImmutableArray<ReadOnlyMemory<byte>> toAcknowledge
    )
    {
        ImmutableArray<MessageContent> messages = [.. parts.Select(part => part.Message).OfType<MessageContent>()];
        var outcome =
            messages.Length > 0 ? EnvelopeOutcome.Delivered
            : parts.IsEmpty ? EnvelopeOutcome.Processed
            : parts[0].Outcome;
        return new(
            outcome,
            messages,
            acknowledged,
            toAcknowledge,
            messages.Select(part => part.Clock).DefaultIfEmpty().Max(),
            [.. parts.Select(part => part.Pairing).OfType<PairingMessage>()]
        );
    }
}
