using WakuGrains.Engine;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Sessions;

namespace WakuGrains.PeerDriver.Peers;

/// <summary>Encrypts step by step what a session otherwise sends in one.</summary>
internal static class Outbound
{
    /// <summary>Lets the session with an identity encrypt, and listen where the answer may come.</summary>
    public static OutboundMessage Encrypt(
        DriverPeer peer,
        PublicKey to,
        Turn turn,
        Func<MessageComposer, SessionState, OutboundMessage> encrypt
    )
    {
        var device = peer.SigningDevice(turn);
        peer.Take(to, state => Session.Listen(state, device, turn));
        return peer.Take(
            to,
            state =>
            {
                var outbound = encrypt(new MessageComposer(device, to, turn), Session.ForSending(state, device));
                return Step.To(outbound.State, outbound);
            }
        ).Result;
    }
}
