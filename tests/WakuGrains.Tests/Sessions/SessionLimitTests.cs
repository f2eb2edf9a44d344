using WakuGrains.Messages;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;
using WakuGrains.Sessions;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Sessions;

/// <summary>What a session keeps stays bounded, whatever the peer does; each at the bound and one past it.</summary>
public sealed class SessionLimitTests
{
    // What a session's records may come to, in bytes.
    private const int MaxRecordLength = 512 * 1024;

    private readonly TestWorld world = new();
    private readonly TestDevice bob;

    public SessionLimitTests() => bob = world.NewDevice("b");

    [Fact]
    public void A_device_that_begins_again_and_again_has_at_most_eight_sessions_and_the_least_recently_used_goes()
    {
        var alice = world.NewDevice("a");
        var sent = Enumerable.Range(0, MessagingLimits.SessionsPerDevice + 1).Select(_ => Begin(alice)).ToList();
        foreach (var message in sent.SkipLast(1))
            Receive(message);
        var full = bob.With(alice).Sessions;
        full.Length.ShouldBe(8);

        Receive(sent[^1]);

        var after = bob.With(alice).Sessions;
        after.Length.ShouldBe(8);
        after.Take(7).ShouldBe(full.Skip(1));
    }

    [Fact]
    public void A_peer_that_names_a_new_device_in_each_message_has_a_bounded_number_of_sessions()
    {
        var identity = world.NewKeyPair();
        for (var i = 0; i <= MessagingLimits.SessionsPerPeer; i++)
            Receive(Begin(Negotiated(new TestDevice(world, identity, $"device {i:d3}"))));

        var sessions = bob.With(identity.PublicKey).Sessions;
        sessions.Length.ShouldBe(MessagingLimits.SessionsPerPeer);
        sessions.ShouldNotContain(session => session.InstallationId == "device 000");
        RecordLengths(bob.With(identity.PublicKey)).ShouldAllBe(length => length < MaxRecordLength);
    }

    [Fact]
    public void Skipped_keys_of_all_sessions_with_a_peer_stay_within_a_record_and_the_session_in_use_keeps_its_own()
    {
        var alice = world.NewDevice("a");
        for (var i = 0; i < 6; i++)
        {
            alice.Put(Fresh(alice));
            bob.Receive(alice.Send(bob, "first"));
            alice.SkipMessages(bob.PublicKey, 1000);
            Receive(alice.Send(bob, "after a gap"));
        }

        var state = bob.With(alice);
        state.Sessions.Sum(session => session.SkippedKeys.Count).ShouldBe(MessagingLimits.SkippedKeysPerPeer);
        state.Sessions[^1].SkippedKeys.Count.ShouldBe(1000);
        state.Sessions[0].SkippedKeys.Count.ShouldBe(0);
        RecordLengths(state).ShouldAllBe(length => length < MaxRecordLength);
    }

    [Fact]
    public void The_largest_content_reaches_a_peer_with_three_devices_within_what_networks_relay()
    {
        var identity = world.NewKeyPair();
        TestDevice[] devices = [.. "xyz".Select(id => new TestDevice(world, identity, $"{id}"))];
        foreach (var device in devices)
            bob.Learn(device);

        var sent = bob.Send(
            identity.PublicKey,
            new OutboundContent.Data("application/octet-stream", new byte[MessagingLimits.MaxBodyLength], Headers())
        );

        foreach (var envelope in sent.Envelopes)
            envelope.Message.Encode().Length.ShouldBeLessThanOrEqualTo(WakuLimits.MaxMessageLength);
        foreach (var device in devices)
            sent.Envelopes.Select(device.Receive)
                .Count(result => result.Outcome == EnvelopeOutcome.Delivered)
                .ShouldBe(1, device.InstallationId);
    }

    [Fact]
    public void A_small_message_to_three_devices_is_one_envelope()
    {
        var identity = world.NewKeyPair();
        foreach (var id in "xyz")
            bob.Learn(new TestDevice(world, identity, $"{id}"));
        bob.Send(identity.PublicKey, new OutboundContent.Text("hello")).Envelopes.Count.ShouldBe(1);
    }

    private static System.Collections.Immutable.ImmutableDictionary<string, string> Headers() =>
        System.Collections.Immutable.ImmutableDictionary<string, string>.Empty.Add(
            "h",
            new string('\uFFFD', MessagingLimits.MaxHeadersLength - 1)
        );

    // The peer has lost its state and begins again with a new ephemeral key.
    private OutgoingMessage Begin(TestDevice device)
    {
        device.Put(Fresh(device));
        return device.Send(bob, "first");
    }

    private SessionState Fresh(TestDevice device)
    {
        var empty = new SessionDefinition(TestWorld.Curve).Empty(
            new Engine.SessionKey(device.Own.Key, bob.PublicKey).ToString()
        );
        var negotiated = device.With(bob).Negotiated;
        return Session.LearnBundle(empty with { Negotiated = negotiated }, bob.Own.Bundle, onlyIfKnown: false).State;
    }

    // The topic's key takes long to derive and is not needed.
    private TestDevice Negotiated(TestDevice device)
    {
        device.Put(device.With(bob) with { Negotiated = new("unused", new SecretBytes(new byte[32])) });
        return device;
    }

    private void Receive(OutgoingMessage message)
    {
        world.Advance(TimeSpan.FromMilliseconds(1));
        bob.Receive(message).Outcome.ShouldBe(EnvelopeOutcome.Delivered);
    }

    private static IEnumerable<int> RecordLengths(SessionState state)
    {
        var definition = new SessionDefinition(TestWorld.Curve);
        return [definition.Encode(0, state).Length, definition.Encode(1, state).Length];
    }
}
