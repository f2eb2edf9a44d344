using Microsoft.Extensions.DependencyInjection;
using WakuGrains.Engine;
using WakuGrains.Identities;
using WakuGrains.Messages;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;
using WakuGrains.Sessions;
using WakuGrains.Testing;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.RealEngine;

/// <summary>What is refused leaves the embedded store as it was, to the byte.</summary>
public sealed class EmbeddedRefusalTests : IDisposable
{
    private static readonly string[] Parts = ["main", "keys"];

    private readonly TemporaryDirectory directory = new();
    private readonly TestWorld world = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_strangers_message_that_fails_leaves_no_record_and_a_contacts_leaves_its_record_identical()
    {
        await using var silo = await TestSilo.StartAsync(directory.Path);
        var bob = await silo.OpenAsync("bob");
        var secrets = await silo.Services.GetRequiredService<IEntities>().Identity(bob.Key).FindSecretsAsync(default);
        var (stranger, contact) = (world.NewDevice("a"), world.NewDevice("a"));
        (await ReceiveAsync(silo, contact.Send(bob.PublicKey, new OutboundContent.Text("hello")).Envelope)).ShouldBe(
            EnvelopeOutcome.Delivered
        );
        var before = await ReadAsync(silo, bob, contact.PublicKey);
        before.Version.ShouldBe(1);

        foreach (var peer in new[] { stranger, contact })
        {
            var sent = peer.Send(bob.PublicKey, new OutboundContent.Text("hello")).Envelope;
            var message = PayloadV1
                .OpenAsymmetric(TestWorld.Curve, secrets!.KeyPair, sent.Message.Payload.Span)
                .Data.ToArray();
            message[^40] ^= 1;
            (await ReceiveAsync(silo, Seal(peer, bob, message))).ShouldBe(EnvelopeOutcome.Malformed);
        }

        (await ReadAsync(silo, bob, stranger.PublicKey)).Version.ShouldBe(0);
        var after = await ReadAsync(silo, bob, contact.PublicKey);
        after.Version.ShouldBe(before.Version);
        after.Parts[0].ShouldBe(before.Parts[0]);
        after.Parts[1].ShouldBe(before.Parts[1]);
    }

    private static Task<EnvelopeOutcome> ReceiveAsync(TestSilo silo, Envelope envelope) =>
        silo.Mediator.Send(new ReceiveEnvelope(envelope));

    private static async Task<StoredEntity> ReadAsync(TestSilo silo, IdentityInfo own, PublicKey peer) =>
        await silo
            .Services.GetRequiredService<IEntityStore>()
            .ReadAsync(
                SessionDefinition.KindName,
                new SessionKey(new(own.Key, own.Installations[0]), peer).ToString(),
                Parts,
                default
            );

    private Envelope Seal(TestDevice peer, IdentityInfo recipient, byte[] message) =>
        new(
            StatusTopics.DefaultPubsubTopic,
            WakuMessage.ForStatus(
                PayloadV1.SealAsymmetric(TestWorld.Curve, message, peer.Identity, recipient.PublicKey, world.Random),
                StatusTopics.Partitioned(recipient.PublicKey).ContentTopic.ToString(),
                world.Turn.NowNanoseconds
            )
        );
}
