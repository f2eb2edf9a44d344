using WakuGrains.Engine;
using WakuGrains.Messages;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Sessions;
using WakuGrains.Trust;

namespace WakuGrains.Inbound;

/// <summary>
/// Takes messages to their sessions, and again those that were held until somebody decided about the peer. Schedules what is owed
/// afterwards.
/// </summary>
internal sealed class SessionInbox(
    IEntities entities,
    VerifiedBundles bundles,
    AcknowledgementScheduler acknowledgements,
    AnswerBudget answers,
    IEnumerable<ITrustDecider> deciders
)
{
    private readonly ITrustDecider? decider = deciders.LastOrDefault();

    /// <summary>Takes a message. When somebody can be asked about its sender, that happens at once.</summary>
    public async Task<ReceiveResult> ReceiveAsync(
        SessionKey key,
        InboundMessage message,
        CancellationToken cancellationToken
    )
    {
        var result = await HandOverAsync(key, message, cancellationToken);
        if (result.Outcome != EnvelopeOutcome.TrustAwaited || decider is null)
            return result;
        var trust = await decider.DecideAsync(key.Own.Identity, key.Peer, cancellationToken);
        if (trust == PeerTrust.Undecided)
            return result;
        await entities.Session(key).DecideAsync(trust, cancellationToken);
        await ReadHeldAsync(key, cancellationToken);
        return await HandOverAsync(key, message, cancellationToken);
    }

    /// <summary>
    /// Reads the messages that a session holds, oldest first. Each is let go only after it was read, so that this can be repeated.
    /// </summary>
    public async Task ReadHeldAsync(SessionKey key, CancellationToken cancellationToken)
    {
        var session = entities.Session(key);
        foreach (var held in await session.ListHeldAsync(cancellationToken))
        {
            if (Restore(key, held) is { } message)
                await HandOverAsync(key, message, cancellationToken);
            await session.ReleaseAsync(held.EnvelopeHash, cancellationToken);
        }
    }

    private async Task<ReceiveResult> HandOverAsync(
        SessionKey key,
        InboundMessage message,
        CancellationToken cancellationToken
    )
    {
        var result = await entities.Session(key).ReceiveAsync(message, cancellationToken);
        if (result.OwesAcknowledgement)
            acknowledgements.Schedule(key);
        if (Session.IsAnswered(result))
            await AnswerAsync(key, result, cancellationToken);
        return result;
    }

    private async Task AnswerAsync(SessionKey key, ReceiveResult result, CancellationToken cancellationToken)
    {
        var outcome = await entities
            .Session(key)
            .AnswerAsync(Session.NeedsNewPrekey(result), answers.HasRoom(key.Own), cancellationToken);
        if (outcome == AnswerOutcome.StrangerAnswered)
            answers.Spend(key.Own);
    }

    // It was decoded and its bundles were verified when it came; the record keeps only the bytes.
    private InboundMessage? Restore(SessionKey key, HeldMessage held)
    {
        if (
            !ProtocolMessage.TryDecode(held.Message.Span, out var message, out _)
            || bundles.Verify(message.Bundles, out var verified) != BundleFault.None
        )
            return null;
        return InboundMessage.From(key.Peer, message, verified, held.EnvelopeHash, held.TimestampNanoseconds);
    }
}
