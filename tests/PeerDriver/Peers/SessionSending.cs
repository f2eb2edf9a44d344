using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Installations;
using WakuGrains.Letters;
using WakuGrains.Messages;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Sessions;

namespace WakuGrains.PeerDriver.Peers;

/// <summary>Something that a session publishes.</summary>
internal sealed record Published(PublicKey To, Effect.Publish Effect);

/// <summary>
/// Sends by the sessions of a peer and carries their letters at once, as an engine does after a commit: the copies for our own
/// devices. A request says what is acknowledged; by itself a session acknowledges all that came.
/// </summary>
internal sealed class SessionSending(
    DriverPeer peer,
    OwnDevice device,
    Turn turn,
    ImmutableArray<ReadOnlyMemory<byte>> acknowledgements
)
{
    /// <summary>Everything that is published for a message, the message itself first.</summary>
    public ImmutableArray<Published> Send(PublicKey to, OutboundContent content)
    {
        var step = peer.Take(to, state => Session.Send(Acknowledging(state), content, device, turn));
        var letters = step.Effects.OfType<Effect.Post>().Select(post => post.Letter);
        return [.. Publications(to, step.Effects), .. letters.SelectMany(Carry)];
    }

    private IEnumerable<Published> Carry(Letter letter)
    {
        var message = MessageLetter.Read(turn.Curve, letter);
        // The session that the letter names is the one with this identity.
        var to = message.Session.Peer;
        var step = peer.Take(
            to,
            state =>
                Session.SendWrapped(
                    Acknowledging(state),
                    message.Application,
                    message.MessageId,
                    message.IsCopy,
                    device,
                    turn
                )
        );
        return Publications(to, step.Effects);
    }

    private SessionState Acknowledging(SessionState state) => state with { PendingAcknowledgements = acknowledgements };

    private static IEnumerable<Published> Publications(PublicKey to, ImmutableArray<Effect> effects) =>
        effects.OfType<Effect.Publish>().Select(publish => new Published(to, publish));
}
