using System.Text.Json;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Vectors.RatchetSessions;

/// <summary>
/// Plays one recorded session with our ratchet on both sides. Sent bytes, states and derivations must be equal; where the
/// recording keeps the key of a message that was read, we differ, and everything else is compared all the same.
/// </summary>
internal sealed class SessionReplay
{
    private readonly Dictionary<string, SessionParty> parties;
    private readonly Dictionary<long, SentMessage> sent = [];
    private readonly JsonElement session;
    private readonly VectorCheck check;
    private readonly DoubleRatchet ratchet;
    private readonly OmittedMessages omitted;

    public SessionReplay(RatchetSuite suite, JsonElement session, VectorCheck check)
    {
        this.session = session;
        this.check = check;
        omitted = new OmittedMessages(session);
        ratchet = new DoubleRatchet(suite, Limits(session.GetProperty("limits")));
        parties = new(StringComparer.Ordinal) { ["alice"] = Initiator(), ["bob"] = Responder() };
    }

    public void Run()
    {
        foreach (var recorded in session.Items("events"))
        {
            var party = parties[recorded.Text("by")];
            var label = $"{recorded.Text("op")} {recorded.Number("msg")}";
            if (recorded.Has("before"))
                party.Check(label + " before", recorded.GetProperty("before"), check);
            Play(recorded, party, label);
            if (recorded.Has("after"))
                party.Check(label + " after", recorded.GetProperty("after"), check);
            RatchetSteps.Check(ratchet.Suite, recorded.Items("steps"), check);
            party.Restore();
        }
    }

    private void Play(JsonElement recorded, SessionParty party, string label)
    {
        switch (recorded.Text("op"))
        {
            case "send":
                Send(recorded, party, label);
                break;
            case "receive":
                new Reception(ratchet, sent, check).Play(recorded, party, label);
                break;
            case "delete_key":
                check.Differs("a message key is deleted with its message here, not by a call");
                break;
            default:
                check.Fail($"no such event: {label}");
                break;
        }
    }

    private void Send(JsonElement recorded, SessionParty party, string label)
    {
        var number = recorded.Number("msg");
        while (sent.Count < number)
            SendOmitted(party);
        var message = Encrypt(party, recorded.Hex("plaintext"));
        var header = recorded.GetProperty("header");
        check.Equal(label + ": key", message.Header.Key.ToString(), header.Text("key"));
        check.Equal(label + ": n", message.Header.N, header.Number("n"));
        check.Equal(label + ": pn", message.Header.Pn, header.Number("pn"));
        check.Bytes(label + ": payload", message.Payload, recorded.Text("payload"));
        if (!recorded.Has("ad"))
            return;
        Span<byte> buffer = stackalloc byte[RatchetHeader.MaxAssociatedDataLength];
        check.Bytes(label + ": ad", message.Header.WriteAssociatedData(buffer), recorded.Text("ad"));
    }

    private void SendOmitted(SessionParty sender)
    {
        var number = sent.Count;
        var message = Encrypt(sender, omitted.Plaintext(number));
        if (omitted.AreDelivered)
            Reception.Deliver(ratchet, message, parties.Values.Single(party => party != sender), number, check);
    }

    private SentMessage Encrypt(SessionParty party, byte[] plaintext)
    {
        var encryption = ratchet.Encrypt(party.State, plaintext);
        party.State = encryption.State;
        var message = new SentMessage(encryption.Header, encryption.Payload, plaintext);
        sent.Add(sent.Count, message);
        return message;
    }

    private SessionParty Initiator()
    {
        using var sharedKey = SharedKey.From(session.Hex("sk"));
        var random = new ScriptedRandomSource().Add(
            RandomPurpose.RatchetKey,
            session.Hex("alice_first_ratchet_private")
        );
        var party = new SessionParty(ratchet.Initiate(sharedKey, EncodedKey.Parse(session.Hex("spk")), random));
        check.Equal("alice_first_ratchet", party.State.OwnKey.ToString(), session.Text("alice_first_ratchet"));
        party.Check("alice_state", session.GetProperty("alice_state"), check);
        RatchetSteps.Check(ratchet.Suite, session.Items("alice_init_steps"), check);
        return party;
    }

    private SessionParty Responder()
    {
        using var sharedKey = SharedKey.From(session.Hex("sk"));
        var prekey = EncodedKey.Parse(session.Hex("spk"));
        var party = new SessionParty(ratchet.Respond(sharedKey, session.Hex("spk_private"), prekey));
        party.Check("bob_state", session.GetProperty("bob_state"), check);
        return party;
    }

    private static RatchetLimits Limits(JsonElement limits) =>
        new((int)limits.Number("max_skip"), (int)limits.Number("max_keys_per_session"), (int)limits.Number("max_keep"));
}

/// <summary>A message on its way.</summary>
internal sealed record SentMessage(RatchetHeader Header, byte[] Payload, byte[] Plaintext);
