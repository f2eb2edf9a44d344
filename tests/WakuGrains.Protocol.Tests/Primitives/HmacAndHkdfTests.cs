using FsCheck.Fluent;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.Tests.Primitives;

/// <summary>HMAC-SHA256 and HKDF-SHA256 against their RFCs, and the fast way against the framework's.</summary>
public sealed class HmacAndHkdfTests
{
    [Theory]
    [InlineData( // RFC 4231, case 1
        "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b",
        "4869205468657265",
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    )]
    [InlineData( // RFC 4231, case 2: a key shorter than the hash
        "4a656665",
        "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    )]
    public void Hmac_is_that_of_the_rfc(string key, string data, string mac)
    {
        var actual = new byte[HmacSha256.Length];
        HmacSha256.Hash(Convert.FromHexString(key), Convert.FromHexString(data), actual);
        Convert.ToHexStringLower(actual).ShouldBe(mac);
    }

    [Fact]
    public void Hmac_hashes_a_key_longer_than_a_block() // RFC 4231, case 6
    {
        var key = Enumerable.Repeat((byte)0xaa, 131).ToArray();
        var actual = new byte[HmacSha256.Length];
        HmacSha256.Hash(key, "Test Using Larger Than Block-Size Key - Hash Key First"u8, actual);
        Convert.ToHexStringLower(actual).ShouldBe("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    }

    [Theory]
    [InlineData( // RFC 5869, case 1
        "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b",
        "000102030405060708090a0b0c",
        "f0f1f2f3f4f5f6f7f8f9",
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
    )]
    [InlineData( // RFC 5869, case 3: no salt, no info
        "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b",
        "",
        "",
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
    )]
    public void Hkdf_is_that_of_the_rfc(string inputKeyMaterial, string salt, string info, string expected)
    {
        var output = new byte[expected.Length / 2];
        HkdfSha256.DeriveKey(
            Convert.FromHexString(inputKeyMaterial),
            Convert.FromHexString(salt),
            Convert.FromHexString(info),
            output
        );
        Convert.ToHexStringLower(output).ShouldBe(expected);
    }

    [Fact]
    public void The_fast_hmac_equals_the_frameworks() =>
        Properties.Hold(
            Prop.ForAll(
                Properties.Bytes,
                Properties.Bytes,
                Properties.Bytes,
                (key, first, second) =>
                {
                    var fast = new byte[HmacSha256.Length];
                    var framework = new byte[HmacSha256.Length];
                    HmacSha256.Hash(key, first, second, fast);
                    HmacSha256.HashByFramework(key, first, second, framework);
                    fast.ShouldBe(framework);
                    HmacSha256.Verify(key, first, second, fast).ShouldBeTrue();
                    fast[^1] ^= 1;
                    HmacSha256.Verify(key, first, second, fast).ShouldBeFalse();
                }
            )
        );

    [Fact]
    public void The_fast_hkdf_equals_the_frameworks() =>
        Properties.Hold(
            Prop.ForAll(
                Properties.Bytes,
                Properties.Bytes,
                Properties.Bytes,
                (input, salt, info) =>
                {
                    var fast = new byte[1 + input.Length];
                    var framework = new byte[fast.Length];
                    HkdfSha256.DeriveKey(input, salt, info, fast);
                    HkdfSha256.DeriveByFramework(input, salt, info, framework);
                    fast.ShouldBe(framework);
                }
            )
        );

    [Fact]
    public void Output_lengths_are_bounded()
    {
        HkdfSha256.DeriveKey([], [], [], new byte[255 * 32]);
        Should.Throw<ArgumentException>(() => HkdfSha256.DeriveKey([], [], [], new byte[(255 * 32) + 1]));
        Should.Throw<ArgumentException>(() => HkdfSha256.DeriveKey([], [], [], []));
        Should.Throw<ArgumentException>(() => HmacSha256.Hash([], [], new byte[31]));
        HmacSha256.Verify([], [], [], new byte[31]).ShouldBeFalse();
    }
}
