using WakuGrains.Engine;
using WakuGrains.Installations;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Sessions;
using WakuGrains.Vectors.GoScenarios.Recording;

namespace WakuGrains.Vectors.GoScenarios.Replay;

/// <summary>Makes the messages of one event as the entities do, each in an attempt that stores nothing.</summary>
internal sealed class Composer(Participant participant, RecordedEvent recorded)
{
    /// <summary>For the devices of an identity, or with the fallback where none is known.</summary>
    public Outgoing Encrypted(PublicKey peer, Content content)
    {
        var draws = recorded.Draws();
        var turn = participant.Turn(recorded, draws);
        var (installation, device, _) = participant.SigningDevice(turn);
        var session = Session.ForSending(participant.Session(peer), device);
        var listening = Session.Listen(session, device, turn).State;
        var outbound = content.Encrypt(new MessageComposer(device, peer, turn), listening);
        return Outgoing(installation, outbound, draws);
    }

    /// <summary>With sessions that were put in the order of the recording.</summary>
    public Outgoing Encrypted(PublicKey peer, Content content, SteeredSession steered)
    {
        var draws = recorded.Draws();
        var turn = participant.Turn(recorded, draws);
        var (installation, renewed, _) = participant.SigningDevice(turn);
        var device = steered.KeepsPrekey ? renewed with { Prekeys = participant.State.Installation.Prekeys } : renewed;
        var listening = Session.Listen(steered.Session, device, turn).State;
        var outbound = content.Encrypt(new MessageComposer(device, peer, turn), listening);
        return Outgoing(installation, outbound with { State = steered.Restore(outbound.State) }, draws);
    }

    /// <summary>With the fallback, whichever devices are known.</summary>
    public Outgoing Fallback(PublicKey peer)
    {
        var draws = recorded.Draws();
        var turn = participant.Turn(recorded, draws);
        var (installation, device, _) = participant.SigningDevice(turn);
        var outbound = new MessageComposer(device, peer, turn).EncryptFallback(
            participant.Session(peer),
            recorded.Plaintext
        );
        return Outgoing(installation, outbound, draws);
    }

    /// <summary>For everybody.</summary>
    public Outgoing Public()
    {
        var draws = recorded.Draws();
        var (installation, device, _) = participant.SigningDevice(participant.Turn(recorded, draws));
        var message = ProtocolMessage.ForPublic(participant.InstallationId, device.Bundle, recorded.Plaintext);
        return new(participant.State with { Installation = installation }, message, IsAgreed: false, draws);
    }

    private Outgoing Outgoing(InstallationState installation, OutboundMessage outbound, RecordedDraws draws) =>
        new(
            participant.State.With(outbound.State) with
            {
                Installation = installation,
            },
            outbound.Message,
            outbound.IsAgreed,
            draws
        );
}
