using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using WakuGrains.Engine;
using WakuGrains.Identities;
using WakuGrains.Messages;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;
using WakuGrains.Protocol.Wire;
using WakuGrains.Sessions;
using WakuGrains.Tests.Support;
using WakuGrains.Trust;

namespace WakuGrains.Tests.Inbound;

/// <summary>
/// Bob in a silo, and peers of any behaviour outside of it: what they send can be changed inside of a frame that they have signed
/// correctly.
/// </summary>
internal sealed class InboundFixture : IDisposable
{
    /// <summary>What every message here says.</summary>
    public const string Text = "hello";

    private readonly KeyPair bobKeys;
    private readonly Bundle bobBundle;

    private InboundFixture(
        TestWorld world,
        FakeTimeProvider time,
        MemorySilo silo,
        IdentityInfo bob,
        KeyPair bobKeys,
        Bundle bobBundle
    )
    {
        Time = time;
        World = world;
        Silo = silo;
        Bob = bob;
        this.bobKeys = bobKeys;
        this.bobBundle = bobBundle;
    }

    /// <summary>Clock and randomness of the peers.</summary>
    public TestWorld World { get; }

    /// <summary>Bob's clock.</summary>
    public FakeTimeProvider Time { get; }

    /// <summary>The silo.</summary>
    public MemorySilo Silo { get; }

    /// <summary>Who receives.</summary>
    public IdentityInfo Bob { get; }

    /// <summary>Bob's device.</summary>
    public string BobInstallation => Bob.Installations[0];

    /// <summary>A silo with Bob.</summary>
    public static async Task<InboundFixture> StartAsync(ITrustDecider? decider = null)
    {
        var world = new TestWorld();
        var time = new FakeTimeProvider(world.Now);
        var silo = new MemorySilo(
            time,
            new SeededRandom(2),
            services =>
            {
                if (decider is not null)
                    services.AddSingleton(decider);
            }
        );
        var bob = await silo.OpenAsync("bob");
        var card = await silo.Mediator.Send(new GetContactCard(bob.Key));
        BundleVerifier
            .TryVerify(BundleMessage.Parser.ParseFrom(card.Bundle.Span), TestWorld.Curve, out var bundle, out _)
            .ShouldBeTrue();
        silo.Store.TakePublished();
        return new(world, time, silo, bob, await silo.KeyPairAsync("bob"), bundle!);
    }

    /// <summary>Somebody of whom Bob has never heard, but who has Bob's bundle.</summary>
    public TestDevice NewStranger(string installationId = "a")
    {
        var stranger = World.NewDevice(installationId);
        stranger.Learn(bobBundle);
        return Unnegotiated(stranger);
    }

    /// <summary>Somebody who does not even have Bob's bundle.</summary>
    public TestDevice NewUnawareStranger() => Unnegotiated(World.NewDevice("a"));

    /// <summary>Somebody who has exchanged messages with Bob.</summary>
    public async Task<TestDevice> NewContactAsync(bool hasAnswer = true)
    {
        var contact = World.NewDevice("a");
        contact.Learn(bobBundle);
        (await Silo.ReceiveAsync(Send(contact))).ShouldBe(EnvelopeOutcome.Delivered);
        await Silo.SendAsync("bob", contact.PublicKey, "answer");
        foreach (var envelope in Silo.Store.TakePublished())
            contact.Receive(envelope).Outcome.ShouldBe(EnvelopeOutcome.Delivered);
        if (hasAnswer)
            HaveAnswered(contact.PublicKey);
        return contact;
    }

    /// <summary>A text of a peer to Bob.</summary>
    public Envelope Send(TestDevice peer, string text = Text) => Send(peer, new OutboundContent.Text(text));

    /// <summary>Content of a peer to Bob.</summary>
    public Envelope Send(TestDevice peer, OutboundContent content) => peer.Send(Bob.PublicKey, content).Envelope;

    /// <summary>What is inside of the frame of a message to Bob.</summary>
    public byte[] Unseal(TestDevice peer, Envelope envelope)
    {
        var payload = envelope.Message.Payload.Span;
        var negotiated = peer.With(Bob.PublicKey).Negotiated!;
        var opening =
            envelope.Message.ContentTopic == negotiated.ContentTopic
                ? PayloadV1.OpenSymmetric(TestWorld.Curve, negotiated.Key.Span, payload)
                : PayloadV1.OpenAsymmetric(TestWorld.Curve, bobKeys, payload);
        opening.IsOpened.ShouldBeTrue();
        return opening.Data.ToArray();
    }

    /// <summary>The message that a peer would send.</summary>
    public ProtocolMessageProto Compose(TestDevice peer) =>
        ProtocolMessageProto.Parser.ParseFrom(Unseal(peer, Send(peer)));

    /// <summary>Any bytes in a frame for Bob's partition, signed by whom the test wants, or by nobody.</summary>
    public Envelope Seal(KeyPair? signer, ReadOnlySpan<byte> data) =>
        Wrap(PayloadV1.SealAsymmetric(TestWorld.Curve, data, signer, Bob.PublicKey, World.Random));

    /// <summary>A message in a frame.</summary>
    public Envelope Seal(TestDevice peer, ProtocolMessageProto message) => Seal(peer.Identity, message.ToByteArray());

    /// <summary>Any payload on Bob's partition.</summary>
    public Envelope Wrap(byte[] payload) =>
        new(StatusTopics.DefaultPubsubTopic, WakuMessage.ForStatus(payload, Partition, World.Turn.NowNanoseconds));

    /// <summary>The content topic of Bob's partition.</summary>
    public string Partition => StatusTopics.Partitioned(Bob.PublicKey).ContentTopic.ToString();

    /// <summary>
    /// Lets Bob have answered a peer just now: what he cannot read of it is not answered again for two hours, and so changes
    /// nothing at all.
    /// </summary>
    public void HaveAnswered(PublicKey peer) => Change(peer, state => state with { AnsweredAt = World.Now });

    /// <summary>Lets Bob have lost his ratchet sessions with a peer.</summary>
    public void LoseSessions(PublicKey peer) => Change(peer, state => state with { Sessions = [] });

    private void Change(PublicKey peer, Func<SessionState, SessionState> change)
    {
        var definition = new SessionDefinition(TestWorld.Curve);
        var key = new SessionKey(Bob.Primary(), peer).ToString();
        var stored = Silo.Session(Bob, peer);
        var changed = change(definition.Decode(key, stored.Parts));
        var record = stored with { Parts = stored.Parts.SetItem(0, definition.Encode(0, changed)) };
        var contents = Silo.Store.Contents;
        Silo.Restore(contents with { Entities = contents.Entities.SetItem($"session:{key}", record) });
    }

    /// <summary>Receives an envelope that must not change a byte of what is stored.</summary>
    public async Task RefusesAsync(EnvelopeOutcome expected, Envelope envelope, string? because = null)
    {
        var before = Silo.Store.Contents;
        (await Silo.ReceiveAsync(envelope)).ShouldBe(expected, because);
        Silo.Store.Contents.ShouldBeSameAs(before, because);
    }

    // A stranger writes to the partition: the topic, whose key takes long to derive, is not needed.
    private TestDevice Unnegotiated(TestDevice stranger)
    {
        stranger.Put(stranger.With(Bob.PublicKey) with { Negotiated = new("unused", new SecretBytes(new byte[32])) });
        HaveAnswered(stranger.PublicKey);
        return stranger;
    }

    /// <inheritdoc/>
    public void Dispose() => Silo.Dispose();
}
