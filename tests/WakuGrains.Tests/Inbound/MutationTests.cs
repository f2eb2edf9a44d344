using WakuGrains.Messages;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Inbound;

/// <summary>
/// Every kind of message, cut at every byte and with a bit of every byte turned, inside a frame that its sender signed: always an
/// outcome, never an exception, and nothing is stored for what was not taken.
/// </summary>
public sealed class MutationTests
{
    private static readonly EnvelopeOutcome[] Taken =
    [
        EnvelopeOutcome.Delivered,
        EnvelopeOutcome.Processed,
        EnvelopeOutcome.BundleLearnt,
    ];

    public static TheoryData<string> Kinds =>
        new(
            "fallback of a stranger",
            "X3DH of a stranger",
            "ratchet of a contact",
            "answer of a contact",
            "contact code"
        );

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_message_that_was_cut_is_malformed_and_leaves_nothing(string kind)
    {
        using var fixture = await InboundFixture.StartAsync();
        var (peer, message) = await ComposeAsync(fixture, kind);
        for (var length = 0; length < message.Length; length++)
            await fixture.RefusesAsync(
                EnvelopeOutcome.Malformed,
                fixture.Seal(peer.Identity, message.AsSpan(0, length)),
                $"{kind}, {length} of {message.Length} bytes"
            );
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_message_with_a_turned_bit_is_refused_without_a_trace_or_says_what_it_said(string kind)
    {
        using var fixture = await InboundFixture.StartAsync();
        var (peer, message) = await ComposeAsync(fixture, kind);
        var before = fixture.Silo.Store.Contents;
        var waiting = await fixture.Silo.TextsAsync("bob");
        var refused = 0;
        for (var i = 0; i < message.Length; i++)
        {
            var turned = message.ToArray();
            turned[i] ^= (byte)(1 << (i % 8));

            var outcome = await fixture.Silo.ReceiveAsync(fixture.Seal(peer.Identity, turned));

            outcome.Code().ShouldNotBeEmpty();
            if (Taken.Contains(outcome))
            {
                var texts = await fixture.Silo.TextsAsync("bob");
                texts.Skip(waiting.Count).ShouldAllBe(text => text == InboundFixture.Text);
                fixture.Silo.Restore(before);
            }
            else
            {
                fixture.Silo.Store.Contents.ShouldBeSameAs(before, $"{kind}, byte {i}: {outcome}");
                refused++;
            }
        }

        refused.ShouldBeGreaterThan(message.Length / 4);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_message_as_it_was_is_taken(string kind)
    {
        using var fixture = await InboundFixture.StartAsync();
        var (peer, message) = await ComposeAsync(fixture, kind);
        var outcome = await fixture.Silo.ReceiveAsync(fixture.Seal(peer.Identity, message));
        Taken.ShouldContain(outcome);
    }

    private static async Task<(TestDevice Peer, byte[] Message)> ComposeAsync(InboundFixture fixture, string kind)
    {
        switch (kind)
        {
            case "fallback of a stranger":
                var unaware = fixture.NewUnawareStranger();
                return (unaware, fixture.Unseal(unaware, fixture.Send(unaware)));
            case "X3DH of a stranger":
                var stranger = fixture.NewStranger();
                return (stranger, fixture.Unseal(stranger, fixture.Send(stranger)));
            case "ratchet of a contact":
                var contact = await fixture.NewContactAsync();
                (await fixture.Silo.ReceiveAsync(fixture.Send(contact))).ShouldBe(EnvelopeOutcome.Delivered);
                return (contact, fixture.Unseal(contact, fixture.Send(contact)));
            case "answer of a contact":
                var answering = await fixture.NewContactAsync();
                return (answering, fixture.Unseal(answering, fixture.Send(answering)));
            default:
                var known = await fixture.NewContactAsync();
                var advertisement = ApplicationMetadata.Wrap(
                    TestWorld.Curve,
                    known.Identity,
                    ApplicationMessageType.ContactCodeAdvertisement,
                    []
                );
                return (known, ProtocolMessage.ForPublic("a", known.Own.Bundle, advertisement).Encode());
        }
    }
}
