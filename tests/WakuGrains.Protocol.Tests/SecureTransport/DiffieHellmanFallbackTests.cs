using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Protocol.Tests.SecureTransport;

/// <summary>The Diffie-Hellman fallback (facts 4).</summary>
public sealed class DiffieHellmanFallbackTests
{
    private static readonly ISecp256k1 Curve = TestCurves.Native;
    private static readonly KeyPair Recipient = KeyPair.FromPrivateKey(Curve, "22222222222222222222222222222222"u8);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5000)]
    public void The_recipient_reads_it_and_nobody_else(int length)
    {
        var plaintext = new byte[length];
        var (key, payload) = DiffieHellmanFallback.Seal(Curve, Recipient.PublicKey, plaintext, new FixedRandomSource());
        payload.Length.ShouldBe(length + DiffieHellmanFallback.Overhead);
        DiffieHellmanFallback.TryOpen(Curve, Recipient, key, payload, out var opened).ShouldBeTrue();
        opened.ShouldBe(plaintext);
        using var other = KeyPair.Generate(Curve, new FixedRandomSource(7), RandomPurpose.Identity);
        DiffieHellmanFallback.TryOpen(Curve, other, key, payload, out opened).ShouldBeFalse();
        opened.ShouldBeNull();
    }

    [Fact]
    public void A_payload_changed_or_cut_anywhere_is_refused()
    {
        var (key, payload) = DiffieHellmanFallback.Seal(Curve, Recipient.PublicKey, "hello"u8, new FixedRandomSource());
        for (var i = 0; i < payload.Length; i++)
        {
            payload[i] ^= 0x20;
            DiffieHellmanFallback.TryOpen(Curve, Recipient, key, payload, out _).ShouldBeFalse();
            payload[i] ^= 0x20;
            DiffieHellmanFallback.TryOpen(Curve, Recipient, key, payload.AsSpan(0, i), out _).ShouldBeFalse();
        }
    }

    [Fact]
    public void A_key_changed_anywhere_is_refused()
    {
        var (key, payload) = DiffieHellmanFallback.Seal(Curve, Recipient.PublicKey, "hello"u8, new FixedRandomSource());
        for (var bit = 8; bit < key.Bytes.Length * 8; bit++)
        {
            var changed = key.Bytes.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            var read = DiffieHellmanFallback.TryOpen(Curve, Recipient, EncodedKey.Parse(changed), payload, out _);
            read.ShouldBeFalse();
        }

        foreach (byte[] unusable in (byte[][])[new byte[32], new byte[33], [2, .. Enumerable.Repeat((byte)0xff, 32)]])
            DiffieHellmanFallback.TryOpen(Curve, Recipient, EncodedKey.Parse(unusable), payload, out _).ShouldBeFalse();
    }

    [Fact]
    public void Each_message_has_a_key_of_its_own()
    {
        var random = new FixedRandomSource();
        var first = DiffieHellmanFallback.Seal(Curve, Recipient.PublicKey, "hello"u8, random);
        var second = DiffieHellmanFallback.Seal(Curve, Recipient.PublicKey, "hello"u8, random);
        first.Key.ShouldNotBe(second.Key);
        first.Payload.ShouldNotBe(second.Payload);
    }
}
