using System.Collections.Immutable;
using WakuGrains.Messages;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Vectors.GoScenarios.Recording;

namespace WakuGrains.Vectors.GoScenarios.Replay;

/// <summary>What became of a message at a participant.</summary>
/// <param name="Failure">Why it was not read; nothing when it was.</param>
/// <param name="Plaintext">What was inside.</param>
internal sealed record Received(EnvelopeOutcome? Failure, ReadOnlyMemory<byte> Plaintext)
{
    /// <summary>The sender.</summary>
    public required PublicKey Sender { get; init; }

    /// <summary>Everything after it.</summary>
    public required ParticipantState State { get; init; }

    /// <summary>What was drawn for it.</summary>
    public required RecordedDraws Draws { get; init; }

    /// <summary>The message; nothing when the bytes are none.</summary>
    public ProtocolMessage? Message { get; init; }

    /// <summary>Its bundles; none when one did not verify.</summary>
    public ImmutableArray<Bundle> Bundles { get; init; } = [];

    /// <summary>The devices that its bundles told of for the first time.</summary>
    public ImmutableArray<LearntDevice> Learnt { get; init; } = [];

    /// <summary>The entry that is for the participant.</summary>
    public EncryptedEntry? Entry { get; init; }

    /// <summary>The keys of a group that it gave, known before or not.</summary>
    public ImmutableArray<GroupKeyName> GroupKeys { get; init; } = [];

    public bool IsRead => Failure is null;
}
