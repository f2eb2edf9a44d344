using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>A commit as it is written: encrypted, encoded and within its bounds, so that the writer only writes.</summary>
internal sealed record SealedCommit(
    string Kind,
    string Key,
    long ExpectedVersion,
    ImmutableArray<SealedPart> Parts,
    ImmutableArray<SealedOnce> Onces,
    ImmutableArray<SealedEffect> Effects
);

/// <summary>A part.</summary>
internal readonly record struct SealedPart(string Part, byte[] Content);

/// <summary>A once-key.</summary>
internal readonly record struct SealedOnce(byte[] Key, byte[] Receipt, long KeptUntilMs);

/// <summary>An effect.</summary>
internal abstract record SealedEffect
{
    private SealedEffect() { }

    /// <summary>An envelope for the outbox.</summary>
    public sealed record Publish(
        Envelope Envelope,
        byte[] Message,
        byte[] MessageId,
        byte[] AcknowledgementId,
        long AcceptedMs
    ) : SealedEffect;

    /// <summary>A letter, with its plaintext for who carries it.</summary>
    public sealed record Post(Letter Letter, string Origin, byte[] Content) : SealedEffect;

    /// <summary>A message for a mailbox.</summary>
    public sealed record Deliver(InstallationKey Mailbox, byte[] Origin, byte[] Content, long ReceivedMs)
        : SealedEffect;

    /// <summary>A topic listener.</summary>
    public sealed record Listen(string Installation, string ContentTopic, long Kind, byte[]? SymmetricKey)
        : SealedEffect;

    /// <summary>An acknowledgement of a peer.</summary>
    public sealed record MarkDelivered(byte[] AcknowledgementId) : SealedEffect;
}
