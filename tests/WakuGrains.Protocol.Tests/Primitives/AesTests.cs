using System.Security.Cryptography;
using FsCheck.Fluent;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.Tests.Primitives;

/// <summary>AES in counter mode against SP 800-38A, and GCM in the layout with the nonce behind.</summary>
public sealed class AesTests
{
    private const string Plaintext =
        "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
        + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710";

    private static readonly byte[] Counter = Convert.FromHexString("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff");

    [Theory]
    [InlineData( // SP 800-38A, F.5.1
        "2b7e151628aed2a6abf7158809cf4f3c",
        "874d6191b620e3261bef6864990db6ce9806f66b7970fdff8617187bb9fffdff"
            + "5ae4df3edbd5d35e5b4f09020db03eab1e031dda2fbe03d1792170a0f3009cee"
    )]
    [InlineData( // SP 800-38A, F.5.5
        "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4",
        "601ec313775789a5b7a7f504bbf3d228f443e3ca4d62b59aca84e990cacaf5c5"
            + "2b0930daa23de94ce87017ba2d84988ddfc9c58db67aada613c2dd08457941a6"
    )]
    public void Ctr_is_that_of_the_standard(string key, string ciphertext)
    {
        var output = new byte[Plaintext.Length / 2];
        AesCtr.Transform(Convert.FromHexString(key), Counter, Convert.FromHexString(Plaintext), output);
        Convert.ToHexStringLower(output).ShouldBe(ciphertext);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(10_000)]
    public void Ctr_counts_over_all_sixteen_bytes_at_any_length(int length)
    {
        // All ones but the last block: the counter wraps around after the first one.
        var key = new byte[32];
        var counter = Enumerable.Repeat((byte)0xff, 16).ToArray();
        var data = new byte[length];
        AesCtr.Transform(key, counter, data, data);

        using var aes = Aes.Create();
        aes.SetKey(key);
        var expected = new byte[length];
        Span<byte> stream = stackalloc byte[16];
        for (var i = 0; i < length; i++)
        {
            if (i % 16 == 0)
            {
                aes.EncryptEcb(counter, stream, PaddingMode.None);
                for (var carry = 15; carry >= 0 && ++counter[carry] == 0; carry--) { }
            }

            expected[i] = stream[i % 16];
        }

        data.ShouldBe(expected);
    }

    [Fact]
    public void Ctr_twice_gives_the_plaintext_back() =>
        Properties.Hold(
            Prop.ForAll(
                Properties.Exactly(32),
                Properties.Exactly(16),
                Properties.Bytes,
                (key, counter, data) =>
                {
                    var output = (byte[])data.Clone();
                    AesCtr.Transform(key, counter, output, output);
                    AesCtr.Transform(key, counter, output, output);
                    output.ShouldBe(data);
                }
            )
        );

    [Theory]
    [InlineData(16)]
    [InlineData(24)]
    [InlineData(32)]
    public void The_fast_ctr_equals_the_frameworks(int keyLength) =>
        Properties.Hold(
            Prop.ForAll(
                Properties.Exactly(keyLength),
                Properties.Exactly(16),
                Properties.Bytes,
                (key, counter, data) =>
                {
                    var fast = new byte[data.Length];
                    var framework = new byte[data.Length];
                    AesCtr.Transform(key, counter, data, fast);
                    AesCtr.TransformByFramework(key, counter, data, framework);
                    fast.ShouldBe(framework);
                }
            )
        );

    [Fact]
    public void Ctr_checks_its_buffers()
    {
        Should.Throw<ArgumentException>(() => AesCtr.Transform(new byte[32], new byte[15], [], []));
        Should.Throw<ArgumentException>(() => AesCtr.Transform(new byte[32], new byte[16], new byte[2], new byte[1]));
    }

    [Fact]
    public void Gcm_opens_what_it_sealed_and_nothing_else()
    {
        var key = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();
        var sealedBytes = new byte[5 + AesGcmSuffix.Overhead];
        AesGcmSuffix.Seal(key, new byte[AesGcmSuffix.NonceLength], "hello"u8, sealedBytes);
        var plaintext = new byte[5];
        AesGcmSuffix.TryOpen(key, sealedBytes, plaintext).ShouldBeTrue();
        plaintext.ShouldBe("hello"u8.ToArray());

        for (var i = 0; i < sealedBytes.Length; i++)
        {
            sealedBytes[i] ^= 1;
            AesGcmSuffix.TryOpen(key, sealedBytes, plaintext).ShouldBeFalse();
            sealedBytes[i] ^= 1;
        }

        for (var length = 0; length < sealedBytes.Length; length++)
        {
            var buffer = new byte[Math.Max(0, AesGcmSuffix.PlaintextLength(length))];
            AesGcmSuffix.TryOpen(key, sealedBytes.AsSpan(0, length), buffer).ShouldBeFalse();
        }
    }
}
