using System.Collections.Immutable;
using System.Text;
using WakuGrains.Devices;
using WakuGrains.Engine;
using WakuGrains.Installations;
using WakuGrains.Messages;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;
using WakuGrains.Sessions;
using WakuGrains.Trust;

namespace WakuGrains.Tests.Support;

/// <summary>
/// One device with its installation and its sessions, driven by the pure behaviours alone: no engine, no store, no network.
/// </summary>
internal sealed class TestDevice(TestWorld world, KeyPair identity, string installationId)
{
    private readonly Dictionary<PublicKey, SessionState> sessions = [];

    private InstallationState installation = new(
        new(new("tenant", $"bot-{identity.PublicKey.ToString()[..8]}"), installationId),
        [],
        null,
        null,
        false
    );

    /// <summary>The identity.</summary>
    public KeyPair Identity => identity;

    /// <summary>The identity's public key.</summary>
    public PublicKey PublicKey => identity.PublicKey;

    /// <summary>The device's id.</summary>
    public string InstallationId => installationId;

    /// <summary>What was chosen about the device.</summary>
    public InstallationSettings Settings { get; init; } = InstallationSettings.Default;

    /// <summary>With whom the identity converses.</summary>
    public TrustPolicy TrustPolicy { get; set; }

    /// <summary>The device as its sessions see it now.</summary>
    public OwnDevice Own
    {
        get
        {
            var step = Installation.GetDevice(
                installation,
                new OwnIdentity(identity, TrustPolicy, Settings),
                world.Turn
            );
            installation = step.State;
            return step.Result;
        }
    }

    /// <summary>The other devices of the identity, as this one knows them.</summary>
    public ImmutableArray<KnownDevice> KnownSiblings => installation.Siblings;

    /// <summary>Learns of another device of the identity and writes to it from now on.</summary>
    public void Pair(TestDevice sibling)
    {
        installation = Siblings.Learn(installation, sibling.Own.Bundle).State;
        installation = Siblings.Enable(installation, sibling.InstallationId, isEnabled: true);
    }

    /// <summary>Runs what the installation decides.</summary>
    public Step<InstallationState, T> Take<T>(Func<InstallationState, Step<InstallationState, T>> behaviour)
    {
        var step = behaviour(installation);
        installation = step.State;
        return step;
    }

    /// <summary>Draws a prekey before its time.</summary>
    public OwnDevice RenewPrekey(bool force = false) =>
        Take(state => Installation.RenewPrekey(state, OwnIdentity.Of(identity), force, world.Turn)).Result;

    /// <summary>The signed prekey that it advertises now.</summary>
    public EncodedKey Prekey => EncodedKey.Of(Own.Prekeys[^1].Pair.PublicKey);

    /// <summary>The text of what was delivered, in order.</summary>
    public List<string> Mailbox { get; } = [];

    /// <summary>Ids that a peer has acknowledged, in hex.</summary>
    public List<string> Acknowledged { get; } = [];

    /// <summary>The session with a peer.</summary>
    public SessionState With(TestDevice peer) => With(peer.PublicKey);

    /// <summary>The session with a peer.</summary>
    public SessionState With(PublicKey peer) =>
        sessions.TryGetValue(peer, out var state)
            ? state
            : new SessionDefinition(TestWorld.Curve).Empty(new SessionKey(Own.Key, peer).ToString());

    /// <summary>Replaces the session with a peer.</summary>
    public void Put(SessionState state) => sessions[state.Key.Peer] = state;

    /// <summary>Learns a device's bundle as from a contact card.</summary>
    public void Learn(TestDevice peer) => Learn(peer.Own.Bundle);

    /// <summary>Learns a bundle as from a contact card.</summary>
    public void Learn(Bundle bundle) =>
        Put(Session.LearnBundle(With(bundle.Identity), bundle, onlyIfKnown: false).State);

    /// <summary>Sends text.</summary>
    public OutgoingMessage Send(TestDevice peer, string text) => Send(peer.PublicKey, new OutboundContent.Text(text));

    /// <summary>Sends content.</summary>
    public OutgoingMessage Send(PublicKey peer, OutboundContent content)
    {
        var step = Session.Send(With(peer), content, Own, world.Turn);
        Put(step.State);
        return new OutgoingMessage(step.Result, step.Effects);
    }

    /// <summary>Sends the acknowledgements that wait; null when there are none.</summary>
    public OutgoingMessage? Acknowledge(TestDevice peer)
    {
        var step = Session.Acknowledge(With(peer), Own, world.Turn);
        Put(step.State);
        return step.Result ? new OutgoingMessage(null, step.Effects) : null;
    }

    /// <summary>Moves the one session with a peer on as if messages had been sent that never arrive.</summary>
    public void SkipMessages(PublicKey peer, int count)
    {
        var state = With(peer);
        var session = state.Sessions.ShouldHaveSingleItem();
        var ratchet = session.Ratchet;
        for (var i = 0; i < count; i++)
            ratchet = new DoubleRatchet(new Secp256k1RatchetSuite(TestWorld.Curve)).Encrypt(ratchet, []).State;
        Put(state with { Sessions = [session with { Ratchet = ratchet }] });
    }

    /// <summary>Receives what a peer sent.</summary>
    public ReceiveResult Receive(OutgoingMessage sent) => Receive(sent.Envelope);

    /// <summary>Receives an envelope, as the router would.</summary>
    public ReceiveResult Receive(Envelope envelope) => Receive(Read(envelope));

    /// <summary>Receives a message.</summary>
    public ReceiveResult Receive(InboundMessage message)
    {
        var step = Session.Receive(With(message.Sender), message, Own, world.Turn);
        Put(step.State);
        Mailbox.AddRange(
            step.Effects.OfType<Effect.Deliver>().Select(each => Encoding.UTF8.GetString(each.Message.Body.Span))
        );
        Acknowledged.AddRange(
            step.Effects.OfType<Effect.MarkDelivered>().Select(each => Convert.ToHexString(each.AcknowledgementId.Span))
        );
        return step.Result;
    }

    /// <summary>Opens an envelope for this device.</summary>
    public InboundMessage Read(Envelope envelope)
    {
        var opened = Open(envelope);
        opened.IsOpened.ShouldBeTrue(opened.Outcome.ToString());
        ProtocolMessage.TryDecode(opened.Data.Span, out var message, out var fault).ShouldBeTrue(fault.ToString());
        ImmutableArray<Bundle> bundles = [.. message!.Bundles.Select(Verify)];
        return new(
            opened.Signer!,
            message,
            [.. bundles.Where(bundle => bundle.Identity.Equals(opened.Signer))],
            envelope.Hash.ToArray(),
            envelope.Message.Timestamp!.Value
        );
    }

    private PayloadOpening Open(Envelope envelope)
    {
        var negotiated = sessions
            .Values.Select(session => session.Negotiated)
            .FirstOrDefault(topic => topic?.ContentTopic == envelope.Message.ContentTopic);
        return negotiated is null
            ? PayloadV1.OpenAsymmetric(TestWorld.Curve, identity, envelope.Message.Payload.Span)
            : PayloadV1.OpenSymmetric(TestWorld.Curve, negotiated.Key.Span, envelope.Message.Payload.Span);
    }

    private static Bundle Verify(Protocol.Wire.BundleMessage message)
    {
        BundleVerifier
            .TryVerify(message, TestWorld.Curve, out var bundle, out var fault)
            .ShouldBeTrue(fault.ToString());
        return bundle!;
    }
}
