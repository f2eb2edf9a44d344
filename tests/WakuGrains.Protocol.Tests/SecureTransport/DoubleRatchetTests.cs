using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Protocol.Tests.SecureTransport;

/// <summary>Sessions that honest peers have over a network that loses, repeats and reorders (facts 3.3 to 3.6).</summary>
public sealed class DoubleRatchetTests
{
    public static TheoryData<string> Suites => RatchetPair.Suites;

    [Theory]
    [MemberData(nameof(Suites))]
    public void A_conversation_is_read_on_both_sides(string suite)
    {
        var pair = RatchetPair.Over(suite);
        for (var turn = 0; turn < 5; turn++)
        {
            pair.Alice.SendMany(turn).ForEach(pair.Bob.ShouldRead);
            pair.Bob.SendMany(2).ForEach(pair.Alice.ShouldRead);
        }

        pair.Alice.Keys.Count.ShouldBe(0);
        pair.Bob.Keys.Count.ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void An_empty_and_a_long_plaintext_are_read(string suite)
    {
        var pair = RatchetPair.Over(suite);
        pair.Bob.ShouldRead(pair.Alice.Send(""));
        pair.Bob.ShouldRead(pair.Alice.Send(new string('x', 100_000)));
    }

    [Fact]
    public void The_responder_may_send_before_it_has_received()
    {
        var pair = new RatchetPair();
        var early = pair.Bob.SendMany(2);
        early[0].Header.Key.ShouldBe(pair.Alice.State.RemoteKey);
        pair.Alice.ShouldRead(early[1]);
        pair.Bob.ShouldRead(pair.Alice.Send("a"));
        pair.Alice.ShouldRead(pair.Bob.Send("b"));
        pair.Alice.ShouldRead(early[0]);
    }

    [Fact]
    public void Each_message_of_a_chain_is_read_once_in_any_order()
    {
        var pair = new RatchetPair();
        var sent = pair.Alice.SendMany(5);
        foreach (var i in (int[])[3, 0, 4, 2, 1])
            pair.Bob.ShouldRead(sent[i]);
        pair.Bob.Keys.Count.ShouldBe(0);
        foreach (var message in sent)
            pair.Bob.Receive(message).ShouldBe(RatchetOutcome.Duplicate);
    }

    [Fact]
    public void Messages_lost_before_a_ratchet_step_are_read_after_it()
    {
        var pair = new RatchetPair();
        var first = pair.Alice.SendMany(4);
        pair.Bob.ShouldRead(first[1]);
        pair.Alice.ShouldRead(pair.Bob.Send("step"));
        var second = pair.Alice.SendMany(3);
        pair.Bob.ShouldRead(second[2]);
        pair.Bob.Keys.Count.ShouldBe(5);
        foreach (var message in (Sent[])[first[3], second[0], first[0], first[2], second[1]])
            pair.Bob.ShouldRead(message);
        pair.Bob.Keys.Count.ShouldBe(0);
    }

    [Fact]
    public void A_repeat_from_a_chain_that_has_ended_is_a_duplicate()
    {
        var pair = new RatchetPair();
        var old = pair.Alice.SendMany(3);
        old.ForEach(pair.Bob.ShouldRead);
        for (var turn = 0; turn < RatchetLimits.RetiredChains; turn++)
        {
            pair.Alice.ShouldRead(pair.Bob.Send("b"));
            pair.Bob.ShouldRead(pair.Alice.Send("a"));
            old.ForEach(message => pair.Bob.Receive(message).ShouldBe(RatchetOutcome.Duplicate));
        }

        // Nothing is remembered of a chain beyond those, and the message does not decrypt: still refused.
        pair.Alice.ShouldRead(pair.Bob.Send("b"));
        pair.Bob.ShouldRead(pair.Alice.Send("a"));
        pair.Bob.Receive(old[0]).ShouldBe(RatchetOutcome.Forged);
        pair.Bob.State.Retired.Length.ShouldBe(RatchetLimits.RetiredChains);
    }

    [Fact]
    public void A_state_that_was_stored_goes_on_where_it_was()
    {
        var pair = new RatchetPair().Warm();
        var sent = pair.Alice.SendMany(3);
        pair.Bob.ShouldRead(sent[2]);
        var (state, keys) = (pair.Bob.State, pair.Bob.Keys);
        using var restored = RatchetState.FromRecord(
            state.RootKey,
            state.SendingChainKey,
            state.ReceivingChainKey,
            state.OwnPrivateKey,
            EncodedKey.Parse(state.OwnKey.Bytes),
            EncodedKey.Parse(state.RemoteKey!.Bytes),
            state.SendingN,
            state.ReceivingN,
            state.Pn,
            state.KeysCount,
            state.Retired
        );
        state.Dispose();
        var after = new RatchetSide(pair.Ratchet, restored, new FixedRandomSource(9));
        pair.Alice.ShouldRead(after.Send("restored"));
        after.ShouldRead(pair.Alice.Send("seen"));
        pair.Ratchet.Decrypt(restored, keys, sent[0].Header, sent[0].Payload, new FixedRandomSource())
            .IsDecrypted.ShouldBeTrue();
    }

    [Fact]
    public void The_next_ratchet_key_is_drawn_once_for_each_new_key_of_the_peer()
    {
        var pair = new RatchetPair();
        pair.Alice.SendMany(3).ForEach(pair.Bob.ShouldRead);
        pair.Bob.Draws.ShouldBe(1);
        pair.Alice.ShouldRead(pair.Bob.Send("b"));
        pair.Bob.ShouldRead(pair.Alice.Send("a"));
        pair.Bob.Draws.ShouldBe(2);
    }

    [Fact]
    public void Encrypting_twice_from_one_state_gives_the_same_bytes()
    {
        // Which is why the state is stored before the message leaves.
        var pair = new RatchetPair();
        var first = pair.Ratchet.Encrypt(pair.Alice.State, "text"u8);
        var second = pair.Ratchet.Encrypt(pair.Alice.State, "text"u8);
        second.Payload.ShouldBe(first.Payload);
        pair.Alice.State.SendingN.ShouldBe(0u);
    }

    [Fact]
    public void A_state_of_another_curve_is_the_callers_mistake()
    {
        var (one, other) = (new RatchetPair(), new RatchetPair(new Curve25519RatchetSuite()));
        Should.Throw<ArgumentException>(() => one.Ratchet.Encrypt(other.Alice.State, "text"u8));
        using var key = SharedKey.From(new byte[SharedKey.Length]);
        Should.Throw<ArgumentException>(() => one.Ratchet.Respond(key, new byte[32], other.Alice.State.OwnKey));
        Should.Throw<ArgumentException>(() =>
            one.Ratchet.Initiate(key, other.Alice.State.OwnKey, new FixedRandomSource())
        );
    }

    [Fact]
    public void A_prekey_that_is_no_point_is_the_callers_mistake()
    {
        using var key = SharedKey.From(new byte[SharedKey.Length]);
        var noPoint = EncodedKey.Parse([2, .. Enumerable.Repeat((byte)0xff, 32)]);
        Should.Throw<ArgumentException>(() =>
            new RatchetPair().Ratchet.Initiate(key, noPoint, new FixedRandomSource())
        );
    }
}
