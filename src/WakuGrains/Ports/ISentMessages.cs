using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Ports;

/// <summary>Knows how far sent messages got.</summary>
public interface ISentMessages
{
    /// <summary>How far a sent message got, or null when it is not known (any more).</summary>
    ValueTask<SentMessage?> FindSentAsync(
        InstallationKey sender,
        ReadOnlyMemory<byte> messageId,
        CancellationToken cancellationToken
    );
}

/// <summary>How far a sent message got.</summary>
public enum SentStatus
{
    /// <summary>Stored here; the node has not taken it yet.</summary>
    Accepted,

    /// <summary>The node has taken it.</summary>
    Published,

    /// <summary>A device of the peer has acknowledged it.</summary>
    Delivered,
}

/// <summary>A message that was sent.</summary>
/// <param name="MessageId">The application message id, 32 bytes.</param>
/// <param name="AcceptedAt">When it was stored.</param>
/// <param name="Recipients">How far it got to each recipient, in order of their keys; none for a message to a group's topic.</param>
/// <param name="Status">How far it got: with several recipients, to the one who has it least.</param>
public sealed record SentMessage(
    ReadOnlyMemory<byte> MessageId,
    DateTimeOffset AcceptedAt,
    ImmutableArray<RecipientStatus> Recipients,
    SentStatus Status
);

/// <summary>How far a message got to one recipient.</summary>
/// <param name="Recipient">The recipient's identity key.</param>
/// <param name="Status">How far.</param>
public readonly record struct RecipientStatus(PublicKey Recipient, SentStatus Status);
