using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Messages;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Sessions;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Sessions;

/// <summary>What a peer with a good key and bad intentions can make us keep: its record stays far below what a store takes.</summary>
public sealed class HostilePeerTests
{
    private const int Many = 10_000;
    private const int Longest = SecureTransportLimits.MaxInstallationIdLength;

    private readonly TestWorld world = new();
    private readonly SessionDefinition definition = new(TestWorld.Curve);
    private readonly TestDevice peer;
    private readonly TestDevice bob;

    public HostilePeerTests()
    {
        (peer, bob) = (world.NewDevice("p"), world.NewDevice("b"));
        peer.Learn(bob);
        bob.Receive(peer.Send(bob, "a good beginning"));
    }

    [Fact]
    public void A_message_that_no_mailbox_can_hold_is_refused_and_the_next_one_is_read()
    {
        const int room = MessagingLimits.MaxMailboxMessageLength - 1024;
        bob.Receive(peer.Send(bob.PublicKey, DataOf(room))).Outcome.ShouldBe(EnvelopeOutcome.Delivered);
        bob.Receive(peer.Send(bob.PublicKey, DataOf(MessagingLimits.MaxMailboxMessageLength)))
            .Outcome.ShouldBe(EnvelopeOutcome.Malformed);
        bob.Receive(peer.Send(bob, "and on")).Outcome.ShouldBe(EnvelopeOutcome.Delivered);
    }

    [Fact]
    public void Ten_thousand_new_bundles_of_one_device_leave_one_device()
    {
        var state = bob.With(peer);
        var prekey = world.NewKeyPair().PublicKey;
        for (var version = 2u; version < Many; version++)
        {
            var bundle = Bundles.Sign(peer.Identity, version, new BundleEntry("p", prekey, version, 1));
            state = Session.LearnBundle(state, bundle, onlyIfKnown: true).State;
        }

        state.Devices.ShouldHaveSingleItem().PrekeyVersion.ShouldBe((uint)Many - 1);
        SizeOf(state).ShouldBeLessThan(2048);
    }

    [Fact]
    public void Ten_thousand_new_devices_with_the_longest_names_leave_twenty()
    {
        var state = bob.With(peer);
        var prekey = world.NewKeyPair().PublicKey;
        for (var i = 0; i < Many; i += SecureTransportLimits.MaxBundleEntries)
        {
            var entries = Enumerable
                .Range(i, SecureTransportLimits.MaxBundleEntries)
                .Select(number => new BundleEntry($"{number}".PadLeft(Longest, 'x'), prekey, 1, 1));
            state = Session.LearnBundle(state, Bundles.Sign(peer.Identity, i, entries), onlyIfKnown: true).State;
        }

        state.Devices.Length.ShouldBe(MessagingLimits.KnownDevices);
        SizeOf(state).ShouldBeLessThan(8 * 1024);
    }

    [Theory]
    [InlineData(1, MessagingLimits.SessionsPerDevice)]
    [InlineData(Many, MessagingLimits.SessionsPerPeer)]
    public void Ten_thousand_new_sessions_leave_a_bounded_number(int devices, int expected)
    {
        var state = bob.With(peer);
        var own = bob.Own;
        for (var i = 0; i < Many; i++)
        {
            var sessions = new DeviceSessions(own, peer.PublicKey, world.Turn);
            var header = new X3dhHeader(EncodedKey.Of(world.NewKeyPair().PublicKey), bob.Prekey);
            var installation = $"{i % devices}".PadLeft(Longest, 'x');
            var session = sessions.ForX3dh(state.Sessions, installation, header).ShouldNotBeNull();
            state = state with { Sessions = DeviceSessions.Put(state.Sessions, null, session) };
        }

        state.Sessions.Count(session => session.InstallationId.Length == Longest).ShouldBeLessThanOrEqualTo(expected);
        state.Sessions.Length.ShouldBeLessThanOrEqualTo(expected + 1);
        SizeOf(state).ShouldBeLessThan(64 * 1024);
    }

    private int SizeOf(SessionState state)
    {
        var sizes = definition.Parts.Select((_, part) => definition.Encode(part, state).Length).ToList();
        sizes.ShouldAllBe(size => size < EngineLimits.MaxPartLength);
        return sizes.Sum();
    }

    private static OutboundContent.Data DataOf(int length) =>
        new("application/octet-stream", new byte[length], ImmutableDictionary<string, string>.Empty, "");
}
