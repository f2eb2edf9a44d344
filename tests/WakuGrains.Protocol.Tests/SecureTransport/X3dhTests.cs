using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Protocol.Tests.SecureTransport;

/// <summary>X3DH as deployed (facts 2.2), and the key that it yields.</summary>
public sealed class X3dhTests
{
    [Theory]
    [MemberData(nameof(TestCurves.Names), MemberType = typeof(TestCurves))]
    public void Both_sides_agree_on_the_published_key(string curveName)
    {
        var curve = TestCurves.Get(curveName);
        using var initiator = KeyPair.FromPrivateKey(curve, "00000000000000000000000000000000"u8);
        using var ephemeral = KeyPair.FromPrivateKey(curve, "11111111111111111111111111111111"u8);
        using var responder = KeyPair.FromPrivateKey(curve, "22222222222222222222222222222222"u8);
        using var prekey = KeyPair.FromPrivateKey(curve, "33333333333333333333333333333333"u8);
        using var ours = X3dh.Initiate(curve, initiator, ephemeral, responder.PublicKey, prekey.PublicKey);
        using var theirs = X3dh.Respond(curve, responder, prekey, initiator.PublicKey, ephemeral.PublicKey);
        const string published = "a4e923d0af8fe78a056363be20e71c0a58e569ea8fc1f79289eca10d9f68133a";
        Convert.ToHexStringLower(ours.Bytes).ShouldBe(published);
        Convert.ToHexStringLower(theirs.Bytes).ShouldBe(published);
    }

    [Fact]
    public void Another_key_anywhere_gives_another_secret()
    {
        var curve = TestCurves.Native;
        var random = new FixedRandomSource();
        KeyPair[] keys =
        [
            .. Enumerable.Range(0, 5).Select(_ => KeyPair.Generate(curve, random, RandomPurpose.Identity)),
        ];
        HashSet<string> secrets = [Secret(keys[0], keys[1], keys[2], keys[3])];
        secrets.Add(Secret(keys[4], keys[1], keys[2], keys[3])).ShouldBeTrue();
        secrets.Add(Secret(keys[0], keys[4], keys[2], keys[3])).ShouldBeTrue();
        secrets.Add(Secret(keys[0], keys[1], keys[4], keys[3])).ShouldBeTrue();
        secrets.Add(Secret(keys[0], keys[1], keys[2], keys[4])).ShouldBeTrue();

        string Secret(KeyPair identity, KeyPair ephemeral, KeyPair peer, KeyPair prekey)
        {
            using var secret = X3dh.Initiate(curve, identity, ephemeral, peer.PublicKey, prekey.PublicKey);
            return Convert.ToHexStringLower(secret.Bytes);
        }
    }

    [Fact]
    public void Keys_that_are_equal_up_to_their_sign_agree_on_one_secret_and_no_others_are()
    {
        var curve = TestCurves.Native;
        var random = new FixedRandomSource();
        using var identity = KeyPair.Generate(curve, random, RandomPurpose.Identity);
        using var prekey = KeyPair.Generate(curve, random, RandomPurpose.Identity);
        using var ephemeral = KeyPair.Generate(curve, random, RandomPurpose.X3dhEphemeral);
        var key = EncodedKey.Of(ephemeral.PublicKey);
        var negative = With(key, 0, 1);

        key.EqualsUpToSign(key).ShouldBeTrue();
        key.EqualsUpToSign(negative).ShouldBeTrue();
        negative.EqualsUpToSign(key).ShouldBeTrue();
        negative.ShouldNotBe(key);
        Secret(negative).ShouldBe(Secret(key));
        for (var bit = 1; bit < 8 * PublicKey.CompressedLength; bit++)
            key.EqualsUpToSign(With(key, bit / 8, (byte)(1 << (bit % 8)))).ShouldBeFalse($"bit {bit}");

        string Secret(EncodedKey theirs)
        {
            theirs.TryDecode(curve, out var point).ShouldBeTrue();
            using var secret = X3dh.Respond(curve, identity, prekey, identity.PublicKey, point!);
            return Convert.ToHexStringLower(secret.Bytes);
        }
    }

    [Fact]
    public void Shared_keys_are_ordered_by_their_bytes()
    {
        using var low = Key(0x7f, 0xff);
        using var high = Key(0x80, 0x00);
        SharedKey.ByteOrder.Compare(low, high).ShouldBeNegative();
        SharedKey.ByteOrder.Compare(high, low).ShouldBePositive();
        SharedKey.ByteOrder.Compare(low, low).ShouldBe(0);
    }

    [Fact]
    public void A_shared_key_has_32_bytes_of_its_own_and_can_be_wiped()
    {
        Should.Throw<ArgumentException>(() => SharedKey.From(new byte[31]));
        Should.Throw<ArgumentException>(() => SharedKey.From(new byte[33]));
        var bytes = Enumerable.Repeat((byte)7, SharedKey.Length).ToArray();
        var key = SharedKey.From(bytes);
        bytes[0] = 0;
        var own = key.Bytes;
        own[0].ShouldBe((byte)7);
        key.Dispose();
        own.ToArray().ShouldAllBe(value => value == 0);
        Should.Throw<ObjectDisposedException>(() => key.Bytes.Length);
    }

    private static EncodedKey With(EncodedKey key, int index, byte turned)
    {
        var bytes = key.Bytes.ToArray();
        bytes[index] ^= turned;
        return EncodedKey.Parse(bytes);
    }

    private static SharedKey Key(byte first, byte second) => SharedKey.From([first, second, .. new byte[30]]);
}
