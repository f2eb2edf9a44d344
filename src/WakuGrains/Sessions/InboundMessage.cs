using System.Collections.Immutable;
using WakuGrains.Messages;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Sessions;

/// <summary>A message on its way into a session: its frame is opened, its sender is authentic, its bundles are verified.</summary>
/// <param name="Sender">The key recovered from the frame's signature.</param>
/// <param name="Message">The message.</param>
/// <param name="Bundles">Those bundles of the message that are the sender's own.</param>
/// <param name="EnvelopeHash">Hash of the envelope, 32 bytes.</param>
/// <param name="TimestampNanoseconds">Timestamp of the Waku message.</param>
public sealed record InboundMessage(
    PublicKey Sender,
    ProtocolMessage Message,
    ImmutableArray<Bundle> Bundles,
    ReadOnlyMemory<byte> EnvelopeHash,
    long TimestampNanoseconds
)
{
    /// <summary>A message whose bundles are verified: only those of the sender itself go with it.</summary>
    /// <param name="sender">The key recovered from the frame's signature.</param>
    /// <param name="message">The message.</param>
    /// <param name="verified">All its bundles.</param>
    /// <param name="envelopeHash">Hash of the envelope, 32 bytes.</param>
    /// <param name="timestampNanoseconds">Timestamp of the Waku message.</param>
    public static InboundMessage From(
        PublicKey sender,
        ProtocolMessage message,
        ImmutableArray<Bundle> verified,
        ReadOnlyMemory<byte> envelopeHash,
        long timestampNanoseconds
    ) =>
        new(
            sender,
            message,
            [.. verified.Where(bundle => bundle.Identity.Equals(sender))],
            envelopeHash,
            timestampNanoseconds
        );

    /// <summary>The version of the sending device's prekey when it sent this; null when the message does not say.</summary>
    public uint? PrekeyVersion =>
        Bundles
            .SelectMany(bundle => bundle.SignedPrekeys)
            .Where(entry => entry.InstallationId == Message.InstallationId)
            .Max(entry => (uint?)entry.Version);

    /// <summary>The group that it was encrypted for; empty for a message to us alone.</summary>
    public ReadOnlyMemory<byte> GroupId { get; init; }
}

/// <summary>What became of an inbound message.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Encryption">How it was encrypted, where that was reached.</param>
/// <param name="OwesAcknowledgement">Whether MVDS ids wait to be acknowledged.</param>
public readonly record struct ReceiveResult(
    EnvelopeOutcome Outcome,
    MessageEncryption Encryption,
    bool OwesAcknowledgement
);

/// <summary>How a message is encrypted.</summary>
public enum MessageEncryption
{
    /// <summary>Not at all below the frame, or it was not reached.</summary>
    None,

    /// <summary>Diffie-Hellman fallback (facts 4).</summary>
    DiffieHellman,

    /// <summary>Double Ratchet with the X3DH header in front.</summary>
    X3dh,

    /// <summary>Double Ratchet.</summary>
    DoubleRatchet,

    /// <summary>Hash ratchet, for a group (facts 5).</summary>
    HashRatchet,
}
