using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Protocol.Tests.SecureTransport;

/// <summary>How much a session skips and keeps (facts 3.6): at the bound and one past it.</summary>
public sealed class RatchetLimitsTests
{
    private static readonly int MaxSkip = RatchetLimits.Default.MaxSkip;

    [Theory]
    [InlineData(0, RatchetOutcome.Decrypted)]
    [InlineData(1, RatchetOutcome.TooFarAhead)]
    public void A_chain_may_start_with_1000_lost_messages(int more, RatchetOutcome expected)
    {
        var pair = new RatchetPair();
        var sent = pair.Alice.SendMany(MaxSkip + more + 1);
        pair.Bob.Receive(sent[^1]).ShouldBe(expected);
    }

    [Theory]
    [InlineData(0, RatchetOutcome.Decrypted)]
    [InlineData(1, RatchetOutcome.TooFarAhead)]
    public void A_running_chain_may_lose_1000_messages(int more, RatchetOutcome expected)
    {
        var pair = new RatchetPair();
        pair.Bob.ShouldRead(pair.Alice.Send("first"));
        var sent = pair.Alice.SendMany(MaxSkip + more + 1);
        pair.Bob.Receive(sent[^1]).ShouldBe(expected);
        pair.Bob.ShouldRead(sent[^2]);
        pair.Bob.ShouldRead(sent[0]);
    }

    [Theory]
    [InlineData(0, RatchetOutcome.Decrypted)]
    [InlineData(1, RatchetOutcome.TooFarAhead)]
    public void The_end_of_the_previous_chain_may_lose_1000_messages(int more, RatchetOutcome expected)
    {
        var pair = new RatchetPair();
        pair.Bob.ShouldRead(pair.Alice.Send("first"));
        var lost = pair.Alice.SendMany(MaxSkip + more);
        pair.Alice.ShouldRead(pair.Bob.Send("step"));
        pair.Bob.Receive(pair.Alice.Send("new chain")).ShouldBe(expected);
        pair.Bob.ShouldRead(lost[0]);
    }

    [Fact]
    public void The_limit_counts_each_jump_by_itself()
    {
        var pair = new RatchetPair();
        var sent = pair.Alice.SendMany(2 * (MaxSkip + 1));
        pair.Bob.ShouldRead(sent[MaxSkip]);
        pair.Bob.ShouldRead(sent[^1]);
        pair.Bob.Keys.Count.ShouldBe(2 * MaxSkip);
    }

    [Fact]
    public void At_most_2000_keys_are_kept_the_latest()
    {
        var pair = new RatchetPair();
        var sent = pair.Alice.SendMany((2 * (MaxSkip + 1)) + 2);
        pair.Bob.ShouldRead(sent[MaxSkip]);
        pair.Bob.ShouldRead(sent[(2 * MaxSkip) + 1]);
        pair.Bob.ShouldRead(sent[^1]);
        pair.Bob.Keys.Count.ShouldBe(RatchetLimits.Default.MaxKeysPerSession);
        pair.Bob.Receive(sent[0]).ShouldBe(RatchetOutcome.Duplicate);
        pair.Bob.ShouldRead(sent[1]);
    }

    [Theory]
    [InlineData(10, RatchetOutcome.Decrypted)]
    [InlineData(11, RatchetOutcome.Duplicate)]
    public void A_key_is_dropped_by_its_age(int keysDerived, RatchetOutcome expected)
    {
        // As deployed: with an age of 11, the key that was derived first goes when 11 have been derived.
        var pair = new RatchetPair(limits: RatchetLimits.Default with { MaxKeyAge = 11 });
        var sent = pair.Alice.SendMany(keysDerived);
        sent.Skip(1).ToList().ForEach(pair.Bob.ShouldRead);
        pair.Bob.State.KeysCount.ShouldBe((ulong)keysDerived);
        pair.Bob.Receive(sent[0]).ShouldBe(expected);
    }

    [Fact]
    public void A_number_at_the_end_of_its_range_is_too_far_ahead()
    {
        var pair = new RatchetPair(limits: new RatchetLimits(int.MaxValue, 2000, 3000)).Warm();
        var sent = pair.Alice.Send("last");
        foreach (
            var header in (RatchetHeader[])
                [sent.Header with { N = uint.MaxValue }, sent.Header with { Pn = uint.MaxValue }]
        )
            pair.Bob.Receive(sent with { Header = header }).ShouldBe(RatchetOutcome.TooFarAhead);
    }

    [Fact]
    public void A_peer_that_comes_back_to_an_old_ratchet_key_replaces_what_it_skipped()
    {
        const int keys = RatchetLimits.RetiredChains + 2;
        var pair = new RatchetPair(aliceDraws: new CyclingRandomSource(keys));
        for (var turn = 1; turn <= 2 * keys; turn++)
        {
            pair.Bob.ShouldRead(pair.Alice.SendMany(2)[1]);
            pair.Bob.Keys.Count.ShouldBe(Math.Min(turn, keys));
            pair.Alice.ShouldRead(pair.Bob.Send("step"));
        }
    }

    /// <summary>A broken generator: the same few keys over and over.</summary>
    private sealed class CyclingRandomSource(int period) : IRandomSource
    {
        private int draws;

        public void Fill(Span<byte> destination, RandomPurpose purpose) =>
            destination.Fill((byte)(1 + (draws++ % period)));
    }
}
