using FsCheck.Fluent;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.Tests.Primitives;

/// <summary>Both curve libraries against the bounds of the port, and against each other.</summary>
public sealed class Secp256k1Tests
{
    private const string Order = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";
    private const string Field = "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f";

    [Theory]
    [MemberData(nameof(TestCurves.Names), MemberType = typeof(TestCurves))]
    public void A_curve_gives_the_known_answers(string name)
    {
        var curve = TestCurves.Get(name);
        curve.Name.ShouldBe(name);
        Secp256k1SelfTest.FindFault(curve).ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(TestCurves.Names), MemberType = typeof(TestCurves))]
    public void A_private_key_out_of_range_is_refused(string name)
    {
        var curve = TestCurves.Get(name);
        var peer = Derive(curve, Key(1));
        byte[][] keys = [new byte[32], Convert.FromHexString(Order), Convert.FromHexString(Field), [], new byte[31]];
        foreach (var key in keys)
        {
            curve.IsValidPrivateKey(key).ShouldBeFalse();
            Should.Throw<ArgumentException>(() => curve.DerivePublicKey(key, new byte[65]));
            Should.Throw<ArgumentException>(() => curve.TryComputeSharedX(key, peer, new byte[32]));
            Should.Throw<ArgumentException>(() => curve.SignRecoverable(key, new byte[32], new byte[65]));
        }
    }

    [Theory]
    [MemberData(nameof(TestCurves.Names), MemberType = typeof(TestCurves))]
    public void What_is_no_point_is_refused(string name)
    {
        var curve = TestCurves.Get(name);
        var good = Derive(curve, Key(1));
        var offCurve = (byte[])good.Clone();
        offCurve[64] ^= 1;
        var hybrid = (byte[])good.Clone();
        hybrid[0] = 6;
        byte[][] encodings =
        [
            [],
            [0],
            good[..64],
            [.. good, 0],
            offCurve,
            hybrid,
            new byte[65],
            new byte[33],
            [2, .. Convert.FromHexString(Field)],
            [5, .. good[1..33]],
            [4, .. Convert.FromHexString(Field), .. good[33..]],
        ];
        foreach (var encoding in encodings)
        {
            curve.TryParsePublicKey(encoding, new byte[65]).ShouldBeFalse(Convert.ToHexString(encoding));
            curve.TryComputeSharedX(Key(1), encoding, new byte[32]).ShouldBeFalse(Convert.ToHexString(encoding));
        }
    }

    [Theory]
    [MemberData(nameof(TestCurves.Names), MemberType = typeof(TestCurves))]
    public void A_buffer_of_the_wrong_length_is_the_callers_mistake(string name)
    {
        var curve = TestCurves.Get(name);
        var peer = Derive(curve, Key(1));
        Should.Throw<ArgumentException>(() => curve.TryParsePublicKey(peer, new byte[64]));
        Should.Throw<ArgumentException>(() => curve.TryComputeSharedX(Key(1), peer, new byte[31]));
        Should.Throw<ArgumentException>(() => curve.DerivePublicKey(Key(1), new byte[66]));
        Should.Throw<ArgumentException>(() => curve.SignRecoverable(Key(1), new byte[31], new byte[65]));
        Should.Throw<ArgumentException>(() => curve.SignRecoverable(Key(1), new byte[32], new byte[64]));
        Should.Throw<ArgumentException>(() => curve.TryRecover(new byte[32], new byte[65], new byte[33]));
    }

    [Fact]
    public void Native_and_managed_agree_on_keys_points_and_secrets() =>
        Properties.Hold(
            Prop.ForAll(
                Properties.PrivateKeys,
                Properties.PrivateKeys,
                (own, other) =>
                {
                    var native = Derive(TestCurves.Native, other);
                    var managed = Derive(TestCurves.Managed, other);
                    managed.ShouldBe(native);

                    byte[] compressed = [(byte)(2 + (native[64] & 1)), .. native[1..33]];
                    Parse(TestCurves.Managed, compressed).ShouldBe(native);
                    Parse(TestCurves.Native, compressed).ShouldBe(native);
                    Agree(TestCurves.Managed, own, native).ShouldBe(Agree(TestCurves.Native, own, native));
                }
            )
        );

    [Fact]
    public void Native_and_managed_sign_alike_and_recover_the_signer() =>
        Properties.Hold(
            Prop.ForAll(
                Properties.PrivateKeys,
                Properties.Exactly(32),
                (key, hash) =>
                {
                    var signature = Sign(TestCurves.Native, key, hash);
                    Sign(TestCurves.Managed, key, hash).ShouldBe(signature);
                    Recover(TestCurves.Native, hash, signature).ShouldBe(Derive(TestCurves.Native, key));
                    Recover(TestCurves.Managed, hash, signature).ShouldBe(Derive(TestCurves.Native, key));
                }
            )
        );

    [Fact]
    public void Native_and_managed_recover_alike_from_anything() =>
        Properties.Hold(
            Prop.ForAll(
                Properties.Exactly(32),
                Properties.Exactly(65),
                Properties.Exactly(2),
                (hash, signature, shape) =>
                {
                    // Half of the values of R are below p - n, where the recovery ids 2 and 3 have a meaning.
                    if (shape[0] % 2 == 0)
                        signature.AsSpan(0, 16).Clear();
                    signature[64] = (byte)(shape[1] % 5);
                    Recover(TestCurves.Managed, hash, signature).ShouldBe(Recover(TestCurves.Native, hash, signature));
                }
            )
        );

    [Fact]
    public void A_selection_says_why()
    {
        Secp256k1Provider.Select(CryptoPreference.Auto).Curve.Name.ShouldBe("native");
        Secp256k1Provider.Select(CryptoPreference.Auto).Reason.ShouldContain("known-answer");
        Secp256k1Provider.Select(CryptoPreference.Managed).Curve.Name.ShouldBe("managed");
        Secp256k1Provider.Select(CryptoPreference.Managed).Reason.ShouldContain("as asked for");
    }

    [Fact]
    public void A_library_that_answers_wrongly_is_found_out()
    {
        var fault = Secp256k1SelfTest.FindFault(new WrongCurve(TestCurves.Managed));
        fault.ShouldBe("The wrong secp256k1 library fails the known-answer test of ECDH.");
    }

    private static byte[] Key(byte last) => [.. new byte[31], last];

    private static byte[] Derive(ISecp256k1 curve, byte[] privateKey)
    {
        var point = new byte[65];
        curve.DerivePublicKey(privateKey, point);
        return point;
    }

    private static byte[] Parse(ISecp256k1 curve, byte[] encoded)
    {
        var point = new byte[65];
        curve.TryParsePublicKey(encoded, point).ShouldBeTrue();
        return point;
    }

    private static byte[] Agree(ISecp256k1 curve, byte[] privateKey, byte[] publicKey)
    {
        var shared = new byte[32];
        curve.TryComputeSharedX(privateKey, publicKey, shared).ShouldBeTrue();
        return shared;
    }

    private static byte[] Sign(ISecp256k1 curve, byte[] privateKey, byte[] hash)
    {
        var signature = new byte[65];
        curve.SignRecoverable(privateKey, hash, signature);
        return signature;
    }

    private static byte[]? Recover(ISecp256k1 curve, byte[] hash, byte[] signature)
    {
        var point = new byte[65];
        return curve.TryRecover(hash, signature, point) ? point : null;
    }
}
