using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Protocol.Tests.SecureTransport;

/// <summary>
/// What a forger or a broken peer sends: refused as a value, with the very state and keys that were given, and the genuine
/// message is read afterwards. On a new chain, on a running one and on a skipped key.
/// </summary>
public sealed class RatchetForgeryTests
{
    public static TheoryData<string, string> SuitesAndStages =>
        new MatrixTheoryData<string, string>(
            ["native", "managed", "Curve25519"],
            ["new chain", "running chain", "skipped key"]
        );

    [Theory]
    [MemberData(nameof(SuitesAndStages))]
    public void A_payload_changed_anywhere_is_forged(string suite, string stage)
    {
        var (bob, genuine) = Stage(suite, stage);
        for (var i = 0; i < genuine.Payload.Length; i++)
        {
            var payload = (byte[])genuine.Payload.Clone();
            payload[i] ^= 0x40;
            bob.Receive(genuine with { Payload = payload }).ShouldBe(RatchetOutcome.Forged);
        }

        bob.Receive(genuine with { Payload = [.. genuine.Payload, 0] }).ShouldBe(RatchetOutcome.Forged);
        bob.ShouldRead(genuine);
    }

    [Theory]
    [MemberData(nameof(SuitesAndStages))]
    public void A_payload_cut_anywhere_is_refused(string suite, string stage)
    {
        const int overhead = 48;
        var (bob, genuine) = Stage(suite, stage);
        for (var length = 0; length < genuine.Payload.Length; length++)
        {
            var expected = length < overhead ? RatchetOutcome.Malformed : RatchetOutcome.Forged;
            bob.Receive(genuine with { Payload = genuine.Payload[..length] }).ShouldBe(expected);
        }

        bob.ShouldRead(genuine);
    }

    [Theory]
    [MemberData(nameof(SuitesAndStages))]
    public void A_header_changed_anywhere_is_refused(string suite, string stage)
    {
        var (bob, genuine) = Stage(suite, stage);
        var header = genuine.Header;
        for (var bit = 0; bit < 32; bit++)
        {
            Refused(header with { N = header.N ^ (1u << bit) });
            Refused(header with { Pn = header.Pn ^ (1u << bit) });
        }

        for (var bit = 0; bit < header.Key.Bytes.Length * 8; bit++)
        {
            var key = header.Key.Bytes.ToArray();
            key[bit / 8] ^= (byte)(1 << (bit % 8));
            Refused(header with { Key = EncodedKey.Parse(key) });
        }

        bob.ShouldRead(genuine);

        void Refused(RatchetHeader changed) =>
            bob.Receive(genuine with { Header = changed }).ShouldNotBe(RatchetOutcome.Decrypted);
    }

    [Theory]
    [MemberData(nameof(SuitesAndStages))]
    public void A_key_that_is_no_usable_point_is_refused(string suite, string stage)
    {
        var (bob, genuine) = Stage(suite, stage);
        foreach (var key in UnusableKeys)
        {
            var outcome = bob.Receive(genuine with { Header = genuine.Header with { Key = EncodedKey.Parse(key) } });
            outcome.ShouldBeOneOf(RatchetOutcome.Malformed, RatchetOutcome.Forged);
        }

        bob.ShouldRead(genuine);
    }

    [Fact]
    public void A_message_of_another_session_is_forged()
    {
        var (one, other) = (new RatchetPair(seed: 1).Warm(), new RatchetPair(seed: 50).Warm());
        other.Alice.SendMany(3).ForEach(message => one.Bob.Receive(message).ShouldBe(RatchetOutcome.Forged));
        one.Bob.ShouldRead(one.Alice.Send("still here"));
    }

    [Fact]
    public void Our_own_message_sent_back_is_forged()
    {
        var pair = new RatchetPair().Warm();
        var sent = pair.Alice.Send("echo");
        pair.Alice.Receive(sent).ShouldBe(RatchetOutcome.Forged);
        pair.Bob.ShouldRead(sent);
    }

    [Fact]
    public void A_message_after_the_stated_end_of_a_chain_is_forged()
    {
        var pair = new RatchetPair();
        pair.Bob.ShouldRead(pair.Alice.Send("0"));
        var late = pair.Alice.Send("1");
        pair.Alice.ShouldRead(pair.Bob.Send("step"));
        pair.Bob.ShouldRead(pair.Alice.Send("new chain"));
        pair.Bob.Receive(late with { Header = late.Header with { N = 2 } }).ShouldBe(RatchetOutcome.Forged);
        pair.Bob.ShouldRead(late);
    }

    /// <summary>Of 32 and of 33 bytes: each suite refuses the other's length too.</summary>
    private static byte[][] UnusableKeys =>
        [
            new byte[32],
            new byte[33],
            [1, .. new byte[31]],
            [.. Enumerable.Repeat((byte)0xff, 33)],
            [2, .. Enumerable.Repeat((byte)0xff, 32)],
            [2, .. new byte[32]],
            [4, .. Enumerable.Repeat((byte)1, 32)],
            // RFC 7748 keys of small order, which make every secret zero.
            Convert.FromHexString("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
            Convert.FromHexString("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
        ];

    private static (RatchetSide Bob, Sent Genuine) Stage(string suite, string stage)
    {
        var pair = RatchetPair.Over(suite).Warm();
        var sent = pair.Alice.SendMany(3);
        if (stage == "running chain")
            pair.Bob.ShouldRead(sent[0]);
        if (stage == "skipped key")
            pair.Bob.ShouldRead(sent[2]);
        return (pair.Bob, sent[1]);
    }
}
