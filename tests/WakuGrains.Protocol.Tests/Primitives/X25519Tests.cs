using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.Tests.Primitives;

/// <summary>X25519 against RFC 7748.</summary>
public sealed class X25519Tests
{
    [Theory]
    [InlineData( // section 5.2
        "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
        "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
        "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552"
    )]
    [InlineData( // section 5.2: the high bit of the public key is ignored
        "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
        "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
        "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957"
    )]
    public void The_function_is_that_of_the_rfc(string scalar, string point, string expected)
    {
        var shared = new byte[X25519.KeyLength];
        X25519.TryAgree(Convert.FromHexString(scalar), Convert.FromHexString(point), shared).ShouldBeTrue();
        Convert.ToHexStringLower(shared).ShouldBe(expected);
    }

    [Theory]
    [InlineData(1, "422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079")]
    [InlineData(1000, "684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51")]
    public void Iterated_it_is_that_of_the_rfc(int iterations, string expected) // section 5.2
    {
        var scalar = new byte[X25519.KeyLength];
        scalar[0] = 9;
        var point = (byte[])scalar.Clone();
        for (var i = 0; i < iterations; i++)
        {
            var shared = new byte[X25519.KeyLength];
            X25519.TryAgree(scalar, point, shared).ShouldBeTrue();
            (scalar, point) = (shared, scalar);
        }

        Convert.ToHexStringLower(scalar).ShouldBe(expected);
    }

    [Fact]
    public void Two_parties_agree() // section 6.1
    {
        var alice = Convert.FromHexString("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
        var bob = Convert.FromHexString("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
        var alicePublic = new byte[X25519.KeyLength];
        var bobPublic = new byte[X25519.KeyLength];
        X25519.DerivePublicKey(alice, alicePublic);
        X25519.DerivePublicKey(bob, bobPublic);
        Convert
            .ToHexStringLower(alicePublic)
            .ShouldBe("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
        Convert
            .ToHexStringLower(bobPublic)
            .ShouldBe("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");

        var shared = new byte[X25519.KeyLength];
        X25519.TryAgree(alice, bobPublic, shared).ShouldBeTrue();
        Convert.ToHexStringLower(shared).ShouldBe("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800")]
    [InlineData("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157")]
    [InlineData("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("00")]
    [InlineData("")]
    public void A_point_of_small_order_is_refused(string point)
    {
        var shared = new byte[X25519.KeyLength];
        shared.AsSpan().Fill(7);
        X25519.TryAgree([.. Enumerable.Repeat((byte)5, 32)], Convert.FromHexString(point), shared).ShouldBeFalse();
        shared.ShouldAllBe(value => value == 0);
    }

    [Fact]
    public void A_drawn_pair_belongs_together()
    {
        var privateKey = new byte[X25519.KeyLength];
        var publicKey = new byte[X25519.KeyLength];
        X25519.GenerateKeyPair(new FixedRandomSource(), RandomPurpose.RatchetKey, privateKey, publicKey);
        var derived = new byte[X25519.KeyLength];
        X25519.DerivePublicKey(privateKey, derived);
        derived.ShouldBe(publicKey);
    }

    [Fact]
    public void A_buffer_of_the_wrong_length_is_the_callers_mistake()
    {
        Should.Throw<ArgumentException>(() => X25519.DerivePublicKey(new byte[31], new byte[32]));
        Should.Throw<ArgumentException>(() => X25519.DerivePublicKey(new byte[32], new byte[33]));
        Should.Throw<ArgumentException>(() => X25519.TryAgree(new byte[32], new byte[32], new byte[31]));
    }
}
