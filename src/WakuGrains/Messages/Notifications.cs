using MediatR;
using WakuGrains.Engine;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;
using WakuGrains.Sessions;

namespace WakuGrains.Messages;

/// <summary>Takes one envelope from the node and does everything that follows from it. Never throws for a stranger's bytes.</summary>
/// <param name="Envelope">The envelope.</param>
public sealed record ReceiveEnvelope(Envelope Envelope) : IRequest<EnvelopeOutcome>;

/// <summary>An inbound envelope was handled for one listener. For diagnosis: no content, no keys.</summary>
/// <param name="Hash">Hash of the envelope.</param>
/// <param name="Installation">For whom.</param>
/// <param name="Topic">On which kind of topic it came.</param>
/// <param name="Sender">Who signed the frame; null where that was not reached.</param>
/// <param name="Encryption">How it was encrypted below the frame.</param>
/// <param name="Outcome">How it ended.</param>
public sealed record EnvelopeHandled(
    MessageHash Hash,
    InstallationKey Installation,
    TopicKind Topic,
    PublicKey? Sender,
    MessageEncryption Encryption,
    EnvelopeOutcome Outcome
) : INotification;
