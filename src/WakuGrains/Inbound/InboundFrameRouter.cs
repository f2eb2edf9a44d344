using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Groups;
using WakuGrains.Messages;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;
using WakuGrains.Sessions;

namespace WakuGrains.Inbound;

/// <summary>
/// Takes what was inside a frame to the session or group that it belongs to: segments are put together, limits and bundles are
/// checked before any entity is asked (design: the way of an inbound envelope).
/// </summary>
internal sealed class InboundFrameRouter(
    IEntities entities,
    IMailboxStore mailboxes,
    VerifiedBundles bundles,
    SegmentBuffer segments,
    SessionInbox sessions
)
{
    public async Task<ReceiveResult> RouteAsync(
        OpenedFrame frame,
        Envelope envelope,
        CancellationToken cancellationToken
    )
    {
        if (frame.Failure is { } failure)
            return Ended(failure);
        var own = frame.Listener.Installation;
        var sender = frame.Signer!;
        // The last segment completes its message once only, so room is made sure of before.
        if (SegmentBuffer.IsSegment(frame.Data) && await IsFullAsync(own, cancellationToken))
            return Ended(EnvelopeOutcome.MailboxFull);
        if (!segments.TryComplete(own, sender, frame.Data, out var data))
            return Ended(EnvelopeOutcome.SegmentStored);
        if (!ProtocolMessage.TryDecode(data.Span, out var message, out _))
            return Ended(EnvelopeOutcome.Malformed);
        var self = await FindOwnKeyAsync(own, cancellationToken);
        if (message.InstallationId == own.InstallationId && sender.Equals(self))
            return Ended(EnvelopeOutcome.Echo);
        if (bundles.Verify(message.Bundles, out var verified) is var fault and not BundleFault.None)
            return Ended(Outcome(fault));
        if (await IsFullAsync(own, cancellationToken))
            return Ended(EnvelopeOutcome.MailboxFull);

        await LearnForeignAsync(own, self, sender, verified, cancellationToken);
        var inbound = InboundMessage.From(
            sender,
            message,
            verified,
            envelope.Hash.ToArray(),
            envelope.Message.Timestamp ?? 0
        );
        if (FindGroup(own, message) is { } group)
            return await entities.Group(group).ReceiveAsync(inbound, cancellationToken);
        var result = await sessions.ReceiveAsync(new SessionKey(own, sender), inbound, cancellationToken);
        return result.Outcome == EnvelopeOutcome.NotPaired && !await IsForOursAsync(own, message, cancellationToken)
            ? result with
            {
                Outcome = EnvelopeOutcome.Echo,
            }
            : result;
    }

    // All our devices listen on the topic that one of them writes to a peer on: what it says there is for the peer alone.
    private async Task<bool> IsForOursAsync(
        InstallationKey own,
        ProtocolMessage message,
        CancellationToken cancellationToken
    )
    {
        var device = await entities.Installation(own).GetDeviceAsync(cancellationToken);
        return device.Siblings.Any(sibling => message.Entries.ContainsKey(sibling.InstallationId));
    }

    // What is addressed to any device and encrypted for a group alone is the group's, on whatever topic it came.
    private static GroupAddress? FindGroup(InstallationKey own, ProtocolMessage message) =>
        GroupOpener.FindEntry(message, own) is { HashRatchet: { } header }
            ? GroupAddress.Of(own, header.GroupId.Span)
            : null;

    // A bundle may come through a third party (facts 2.5). Only peers that we know are learnt about, so that nobody can fill
    // the store with identities of his making. What names devices of our own identity goes to the installation.
    private async Task LearnForeignAsync(
        InstallationKey own,
        PublicKey? self,
        PublicKey sender,
        ImmutableArray<Bundle> verified,
        CancellationToken cancellationToken
    )
    {
        foreach (var bundle in verified)
        {
            if (bundle.Identity.Equals(self))
                await entities.Installation(own).LearnSiblingsAsync(bundle, cancellationToken);
            else if (!bundle.Identity.Equals(sender))
                await entities
                    .Session(new SessionKey(own, bundle.Identity))
                    .LearnBundleAsync(bundle, cancellationToken);
        }
    }

    private async Task<PublicKey?> FindOwnKeyAsync(InstallationKey own, CancellationToken cancellationToken) =>
        (await entities.Identity(own.Identity).FindSecretsAsync(cancellationToken))?.KeyPair.PublicKey;

    private async ValueTask<bool> IsFullAsync(InstallationKey own, CancellationToken cancellationToken) =>
        (await mailboxes.ReadMailboxStatusAsync(own, cancellationToken)).IsFull;

    private static EnvelopeOutcome Outcome(BundleFault fault) =>
        fault is BundleFault.InvalidSignature or BundleFault.IdentityMismatch
            ? EnvelopeOutcome.Forged
            : EnvelopeOutcome.Malformed;

    private static ReceiveResult Ended(EnvelopeOutcome outcome) =>
        new(outcome, MessageEncryption.None, OwesAcknowledgement: false);
}
