using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WakuGrains.Engine;
using WakuGrains.Installations;
using WakuGrains.Letters;
using WakuGrains.PeerDriver.Json;
using WakuGrains.PeerDriver.Peers;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Sessions;

namespace WakuGrains.PeerDriver.Operations;

/// <summary>WakuMessages back through all layers.</summary>
internal sealed class ReceivingOperations(
    PeerRegistry peers,
    FrameOperations frames,
    ApplicationOperations applications,
    TimeProvider time
) : IOperations
{
    public IReadOnlyDictionary<string, Operation> Operations =>
        new Dictionary<string, Operation>(StringComparer.Ordinal) { ["receive"] = Receive };

    private JsonObject Receive(Request request)
    {
        var peer = peers.Of(request);
        var envelope = FrameOperations.ReadEnvelope(request);
        var frame = frames.Unwrap(peer, envelope.Message);
        var signer =
            frame.Signer ?? throw new DriverException(ErrorKind.Unsigned, "a message without a signature is dropped");
        if (peer.Assemble(signer, frame.Data) is not { } whole)
            return new() { ["kind"] = "segment" };

        var turn = peer.Turn(request.Nanoseconds(time));
        var timestamp = envelope.Message.Timestamp ?? 0;
        var decryption = Decryptor.Take(peer, signer, whole.Span, timestamp, turn);
        var messageId = envelope.Hash.ToString();
        peer.NoteRead(decryption, messageId);
        // Keys of a group are no application message.
        var plaintext = decryption.Kind == DecryptionKind.GroupKeys ? default : decryption.Opened.Plaintext;
        var read = applications.Read(plaintext, signer, timestamp, peer.PublicKey);
        Accept(peer, signer, decryption, turn);
        return new JsonObject { ["topic_kind"] = frame.Kind, ["signer"] = Replies.Hex(signer) }
            .And(EncryptionOperations.Read(decryption, messageId))
            .And(read);
    }

    private static void Accept(DriverPeer peer, PublicKey signer, Decryption decryption, Turn turn)
    {
        if (!decryption.IsOfSession)
            return;
        var step = peer.Take(
            signer,
            state => Session.Accept(state, decryption.Opened, decryption.Inbound, peer.ReceivingDevice(), turn)
        );
        TakePairings(peer, step.Effects);
    }

    // Carried at once, as an engine does after a commit. Those with keys for groups were carried when the message was decrypted.
    private static void TakePairings(DriverPeer peer, ImmutableArray<Effect> effects)
    {
        var letters = effects.OfType<Effect.Post>().Select(post => post.Letter);
        foreach (var letter in letters.Where(letter => letter.Kind == PairingLetter.Kind))
        {
            var pairing = PairingLetter.Read(letter).Pairing;
            if (!peer.TakeOwn((state, _) => Siblings.TakePairing(state, pairing)).Result)
                throw new DriverException(ErrorKind.Malformed, $"no bundle has named {pairing.InstallationId}");
        }
    }
}
