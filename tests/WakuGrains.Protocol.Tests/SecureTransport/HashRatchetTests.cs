using System.Text;
using FsCheck;
using FsCheck.Fluent;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Protocol.Tests.SecureTransport;

/// <summary>Messages under a group key: any number, in any order, again, from two senders; forged ones change nothing.</summary>
public sealed class HashRatchetTests
{
    private const uint Last = SecureTransportLimits.MaxHashRatchetNumber;

    private static readonly byte[] Group = "test_community_id"u8.ToArray();

    private readonly FixedRandomSource random = new();

    [Fact]
    public void A_message_of_the_network_is_read()
    {
        var key = Convert.FromHexString("762d2ba8d636309473a74a34ac92242dd1b6c0c5451157cb042852bef2d82864");
        var state = HashRatchetState.Of(GroupKey.Create(Group, 1700000003010, key));
        var payload = "a674d1c0483d424cf659b5b3b2ab2bc549cdccac0d97488077d7718499ab20e6730e8be09463fe4060ddd9";
        var decryption = HashRatchet.Decrypt(state, 2, Convert.FromHexString(payload));
        Encoding.UTF8.GetString(decryption.Plaintext.Span).ShouldBe("community msg 2");
        decryption.State.Position.ShouldBe(2u);
    }

    [Fact]
    public void The_header_names_key_group_and_number()
    {
        var state = NewState();
        var (after, header, _) = HashRatchet.Encrypt(state, [], random);
        header.SeqNo.ShouldBe(1u);
        header.GroupId.ToByteArray().ShouldBe(Group);
        header.KeyId.ToByteArray().ShouldBe(state.Key.KeyId.ToArray());
        header.DeprecatedKeyId.ShouldBe(state.Key.DeprecatedKeyId);
        header.Keys.ShouldBeNull();
        (state.Position, after.Position).ShouldBe((0u, 1u));
        HashRatchet.Encrypt(after, [], random).Header.SeqNo.ShouldBe(2u);
    }

    [Fact]
    public void Whoever_has_read_a_number_goes_on_after_it()
    {
        var (alice, bob) = (NewState(), NewState());
        for (var i = 0; i < 5; i++)
            alice = HashRatchet.Encrypt(alice, [], random).State;
        var sent = HashRatchet.Encrypt(alice, "six"u8, random);
        bob = HashRatchet.Decrypt(bob, sent.Header.SeqNo, sent.Payload).State;
        HashRatchet.Encrypt(bob, [], random).Header.SeqNo.ShouldBe(7u);
    }

    [Fact]
    public void Every_message_is_read_in_any_order_and_as_often_as_it_comes() =>
        Properties.Hold(
            Prop.ForAll(
                Arb.From(
                    Gen.Choose(0, 2).SelectMany(sender => Gen.Choose(0, 1000).Select(pick => (sender, pick))).ArrayOf()
                ),
                Play
            )
        );

    [Theory]
    [InlineData(1)]
    [InlineData(999)]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(Last - 1)]
    [InlineData(Last)]
    public void A_number_has_one_key_whatever_was_asked_for_before(uint number)
    {
        var expected = KeyByWalking(number);
        uint[][] detours =
        [
            [],
            [1],
            [number],
            [Last],
            [Last, 1],
            [1500, 500, Last, 2000],
        ];
        foreach (var detour in detours)
        {
            var chain = NewState().Chain;
            var key = new byte[32];
            foreach (var before in detour)
                chain.Derive(before, key);
            chain.Derive(number, key);
            key.ShouldBe(expected);
        }
    }

    [Fact]
    public void The_last_number_is_read_and_none_beyond_it()
    {
        var state = HashRatchetState.Of(NewKey(), Last - 1);
        var sent = HashRatchet.Encrypt(state, "last"u8, random);
        sent.Header.SeqNo.ShouldBe(Last);
        HashRatchet.Decrypt(NewState(), Last, sent.Payload).IsDecrypted.ShouldBeTrue();
        HashRatchet.Decrypt(NewState(), Last + 1, sent.Payload).Outcome.ShouldBe(RatchetOutcome.TooFarAhead);
        HashRatchet.Decrypt(sent.State, Last + 1, sent.Payload).Outcome.ShouldBe(RatchetOutcome.TooFarAhead);
        HashRatchet.Decrypt(NewState(), uint.MaxValue, sent.Payload).Outcome.ShouldBe(RatchetOutcome.TooFarAhead);
        Should.Throw<ArgumentException>(() => HashRatchetState.Of(NewKey(), Last + 1));
    }

    [Fact]
    public void At_the_end_of_the_chain_the_last_number_serves_with_other_nonces()
    {
        var state = HashRatchetState.Of(NewKey(), Last);
        var (one, other) = (HashRatchet.Encrypt(state, "one"u8, random), HashRatchet.Encrypt(state, "one"u8, random));
        (one.Header.SeqNo, other.Header.SeqNo).ShouldBe((Last, Last));
        one.Payload.ShouldNotBe(other.Payload);
        HashRatchet.Decrypt(NewState(), Last, other.Payload).IsDecrypted.ShouldBeTrue();
    }

    [Fact]
    public void A_forged_message_changes_nothing()
    {
        var state = HashRatchet.Encrypt(NewState(), [], random).State;
        var sent = HashRatchet.Encrypt(state, "payload"u8, random);
        for (var i = 0; i < sent.Payload.Length; i++)
        {
            sent.Payload[i] ^= 1;
            Refuses(state, sent.Header.SeqNo, sent.Payload, RatchetOutcome.Forged);
            sent.Payload[i] ^= 1;
        }

        Refuses(state, sent.Header.SeqNo + 1, sent.Payload, RatchetOutcome.Forged);
        Refuses(state, 0, sent.Payload, RatchetOutcome.Malformed);
        Refuses(state, sent.Header.SeqNo, sent.Payload.AsSpan(0, HashRatchet.Overhead - 1), RatchetOutcome.Malformed);
        Refuses(state, sent.Header.SeqNo, [], RatchetOutcome.Malformed);
    }

    [Fact]
    public void After_the_first_jump_a_forged_number_costs_at_most_a_thousand_steps()
    {
        var state = NewState();
        var forged = new byte[64];
        HashRatchet.Decrypt(state, Last, forged);
        state.Chain.Steps.ShouldBe(Last);
        uint[] numbers = [Last, 1, Last - 1, 999, 50_500, Last, 1999];
        foreach (var number in numbers)
        {
            var before = state.Chain.Steps;
            HashRatchet.Decrypt(state, number, forged).State.ShouldBeSameAs(state);
            (state.Chain.Steps - before).ShouldBeLessThan(SecureTransportLimits.HashRatchetCheckpointInterval);
        }
    }

    [Fact]
    public void Messages_one_after_the_other_cost_a_step_each()
    {
        var (alice, bob) = (NewState(), NewState());
        for (var i = 0; i < 2500; i++)
        {
            var sent = HashRatchet.Encrypt(alice, [], random);
            alice = sent.State;
            bob = HashRatchet.Decrypt(bob, sent.Header.SeqNo, sent.Payload).State;
        }

        (alice.Chain.Steps, bob.Chain.Steps).ShouldBe((2500, 2500));
    }

    [Fact]
    public void A_wiped_state_refuses_to_be_used()
    {
        var state = NewState();
        var sent = HashRatchet.Encrypt(state, [], random);
        state.Dispose();
        Should.Throw<ObjectDisposedException>(() => HashRatchet.Encrypt(sent.State, [], random));
        Should.Throw<ObjectDisposedException>(() => HashRatchet.Decrypt(sent.State, 1, sent.Payload));
    }

    // Alice and Bob send without having read each other, so that both use the same numbers; Carol reads whatever comes.
    private void Play((int Sender, int Pick)[] schedule)
    {
        var sides = new[] { NewState(), NewState() };
        var carol = NewState();
        var sent = new List<(uint Number, byte[] Payload, string Text)>();
        foreach (var (sender, pick) in schedule)
        {
            if (sender < sides.Length)
            {
                var text = $"{sender} {sent.Count}";
                var encryption = HashRatchet.Encrypt(sides[sender], Encoding.UTF8.GetBytes(text), random);
                sides[sender] = encryption.State;
                sent.Add((encryption.Header.SeqNo, encryption.Payload, text));
            }
            else if (sent.Count > 0)
            {
                var message = sent[pick % sent.Count];
                carol = Read(carol, message);
            }
        }

        for (var i = sent.Count - 1; i >= 0; i--)
            carol = Read(carol, sent[i]);
        carol.Position.ShouldBe(sent.Select(message => message.Number).DefaultIfEmpty().Max());
    }

    private static HashRatchetState Read(HashRatchetState state, (uint Number, byte[] Payload, string Text) message)
    {
        var decryption = HashRatchet.Decrypt(state, message.Number, message.Payload);
        Encoding.UTF8.GetString(decryption.Plaintext.Span).ShouldBe(message.Text);
        return decryption.State;
    }

    private static void Refuses(
        HashRatchetState state,
        uint number,
        ReadOnlySpan<byte> payload,
        RatchetOutcome expected
    )
    {
        var decryption = HashRatchet.Decrypt(state, number, payload);
        decryption.Outcome.ShouldBe(expected);
        decryption.State.ShouldBeSameAs(state);
        decryption.Plaintext.IsEmpty.ShouldBeTrue();
    }

    private static byte[] KeyByWalking(uint number)
    {
        var key = NewKey().Key.Span.ToArray();
        for (var i = 0; i < number; i++)
            HashRatchetKeys.Advance(key, key);
        return key;
    }

    private static HashRatchetState NewState() => HashRatchetState.Of(NewKey());

    private static GroupKey NewKey() => GroupKey.Create(Group, 1, [.. Enumerable.Repeat((byte)3, 32)]);
}
