using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;
using WakuGrains.Protocol.Wire;
using WakuGrains.Vectors.GoScenarios.Recording;

namespace WakuGrains.Vectors.GoScenarios.Replay;

/// <summary>
/// A participant sends: with the recorded draws the message must come out byte for byte. Where we choose another session by
/// intent, what we choose is left out of the way and the bytes are compared on the recorded one.
/// </summary>
internal sealed class SendEvents(Participant participant, RecordedEvent recorded, VectorCheck check)
{
    private readonly Composer composer = new(participant, recorded);
    private readonly GroupSendEvents groups = new(participant, recorded, check);
    private readonly byte[] wire = recorded.Json.Hex("wire");

    public void Send()
    {
        var sent = Compose();
        if (!recorded.HasSucceeded)
            check.Equal("refused", sent is null, true);
        else if (check.Holds($"a message of the kind {recorded.Kind}", sent is not null))
            Accept(sent!);
    }

    private Outgoing? Compose() =>
        recorded.Kind switch
        {
            "encrypted" => Encrypted(new Content(recorded.Plaintext)),
            "dh" => composer.Fallback(recorded.Key("to_identity")),
            "public" => composer.Public(),
            "group" => groups.Message(),
            "group_rekey" => groups.Rekey(),
            "group_key_exchange" => Encrypted(Exchange(carriesMessage: false)),
            "group_key_exchange_with_payload" => Encrypted(Exchange(carriesMessage: true)),
            _ => null,
        };

    private Content Exchange(bool carriesMessage)
    {
        var (header, plaintext) = groups.Exchange(carriesMessage);
        return new Content(plaintext, header);
    }

    private Outgoing Encrypted(Content content)
    {
        var peer = recorded.Key("to_identity");
        var ours = composer.Encrypted(peer, content);
        return ours.Is(wire) ? ours : Steered(peer, content) ?? ours;
    }

    private Outgoing? Steered(PublicKey peer, Content content)
    {
        if (!ProtocolMessage.TryDecode(wire, out var message, out _))
            return null;
        var turn = participant.Turn(recorded, recorded.Draws());
        var device = participant.SigningDevice(turn).Result;
        var steered = new SendSteering(participant, peer, device, turn).Steer(message);
        if (steered.Unexplained is { } problem)
            check.Fail(problem);
        foreach (var reason in steered.Reasons)
            check.Differs(reason);
        return composer.Encrypted(peer, content, steered);
    }

    private void Accept(Outgoing sent)
    {
        Canonical.Check("message", ProtocolMessageProto.Parser, sent.Message.Encode(), wire, check);
        check.Holds("draws used exactly", sent.Draws.AreUsedExactly);
        participant.State = sent.State;
        if (recorded.Has("shared_secret"))
            CheckTopic(sent);
    }

    private void CheckTopic(Outgoing sent)
    {
        var ours = sent.State.Sessions[recorded.Key("to_identity")].Negotiated?.ContentTopic;
        var theirs = StatusTopics.Negotiated(recorded.Json.Hex("shared_secret")).ContentTopic.ToString();
        check.Equal("negotiated topic", ours, theirs);
        check.Equal("agreed", sent.IsAgreed, recorded.Json.Flag("agreed"));
    }
}
