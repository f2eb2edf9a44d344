using WakuGrains.Messages;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Sessions;

/// <summary>A session between one of our installations and a peer, addressed through an engine.</summary>
public interface ISession
{
    /// <summary>Encrypts and stores a message for publishing. Completes when it is durable.</summary>
    /// <exception cref="IdempotencyConflictException">The idempotency key was used with other content.</exception>
    Task<SendReceipt> SendAsync(OutboundContent content, string? idempotencyKey, CancellationToken cancellationToken);

    /// <summary>Takes an inbound message. Completes when what follows from it is durable.</summary>
    Task<ReceiveResult> ReceiveAsync(InboundMessage message, CancellationToken cancellationToken);

    /// <summary>Learns a verified bundle of the peer that came by another way.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="onlyIfKnown">Whether a peer that we have nothing of yet is left alone.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task LearnBundleAsync(Bundle bundle, bool onlyIfKnown, CancellationToken cancellationToken);

    /// <summary>Sends the acknowledgements that wait.</summary>
    Task AcknowledgeAsync(CancellationToken cancellationToken);
}
