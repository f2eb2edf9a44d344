using WakuGrains.Messages;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Sessions;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Sessions;

/// <summary>Both sides begin at once: two sessions, of which one is agreed on without a word (54/WAKU2-X3DH-SESSIONS).</summary>
public sealed class SimultaneousStartTests
{
    private const int Seeds = 12;

    [Fact]
    public void Both_decrypt_and_within_one_round_trip_both_send_on_the_session_whose_key_comes_first()
    {
        var alicesWon = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            var (alice, bob) = Begin(seed);
            var first = First(alice.With(bob));
            First(bob.With(alice)).SharedKey.Bytes.ToArray().ShouldBe(first.SharedKey.Bytes.ToArray());
            alicesWon += first.IsOwnPrekey ? 0 : 1;

            Header(bob, alice.Send(bob, "to bob")).SignedPrekey.ShouldBe(first.SignedPrekey);
            Header(alice, bob.Send(alice, "to alice")).SignedPrekey.ShouldBe(first.SignedPrekey);
        }

        alicesWon.ShouldBeInRange(1, Seeds - 1, "the seeds should cover both winners");
    }

    [Fact]
    public void After_it_the_conversation_goes_on_and_the_winners_header_is_no_longer_repeated()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var (alice, bob) = Begin(seed);
            bob.Receive(alice.Send(bob, "third")).Outcome.ShouldBe(EnvelopeOutcome.Delivered);
            alice.Receive(bob.Send(alice, "fourth")).Outcome.ShouldBe(EnvelopeOutcome.Delivered);

            bob.Read(alice.Send(bob, "fifth").Envelope).Message.Entries["b"].X3dh.ShouldBeNull();
            alice.Read(bob.Send(alice, "sixth").Envelope).Message.Entries["a"].X3dh.ShouldBeNull();
            alice.With(bob).Sessions.Length.ShouldBe(2);
            bob.With(alice).Sessions.Length.ShouldBe(2);
        }
    }

    [Fact]
    public void A_late_message_on_the_losing_session_is_still_read()
    {
        var world = new TestWorld();
        var (alice, bob) = (world.NewDevice("a"), world.NewDevice("b"));
        alice.Learn(bob);
        bob.Learn(alice);
        var late = (FromAlice: alice.Send(bob, "late"), FromBob: bob.Send(alice, "late"));
        bob.Receive(alice.Send(bob, "one"));
        alice.Receive(bob.Send(alice, "two"));

        bob.Receive(late.FromAlice).Outcome.ShouldBe(EnvelopeOutcome.Delivered);
        alice.Receive(late.FromBob).Outcome.ShouldBe(EnvelopeOutcome.Delivered);
        bob.Mailbox.ShouldBe(["one", "late"]);
        alice.Mailbox.ShouldBe(["two", "late"]);
    }

    private static (TestDevice Alice, TestDevice Bob) Begin(int seed)
    {
        var world = new TestWorld(seed);
        var (alice, bob) = (world.NewDevice("a"), world.NewDevice("b"));
        alice.Learn(bob);
        bob.Learn(alice);
        var (fromAlice, fromBob) = (alice.Send(bob, "first"), bob.Send(alice, "second"));

        bob.Receive(fromAlice).Outcome.ShouldBe(EnvelopeOutcome.Delivered);
        alice.Receive(fromBob).Outcome.ShouldBe(EnvelopeOutcome.Delivered);
        return (alice, bob);
    }

    private static DeviceSession First(SessionState state)
    {
        state.Sessions.Length.ShouldBe(2);
        return state.Sessions.MinBy(session => session.SharedKey, SharedKey.ByteOrder)!;
    }

    private static RatchetMessageHeader Header(TestDevice reader, OutgoingMessage sent) =>
        reader.Read(sent.Envelope).Message.Entries[reader.InstallationId].Ratchet!;
}
