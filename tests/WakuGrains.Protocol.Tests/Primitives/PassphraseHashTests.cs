using System.Text;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.Tests.Primitives;

/// <summary>Argon2id against another implementation, and what it does not take.</summary>
public sealed class PassphraseHashTests
{
    [Theory]
    [InlineData("", 1u, 8u, 32)]
    [InlineData("passphrase", 2u, 64u, 64)]
    [InlineData(
        "a passphrase of words, ümläute and more than a block of the hash below it holds, which is 128 bytes long",
        3u,
        1024u,
        16
    )]
    public void It_is_that_of_another_implementation(string passphrase, uint passes, uint kibibytes, int length)
    {
        var salt = Enumerable.Range(1, PassphraseHash.SaltLength).Select(value => (byte)value).ToArray();
        var (actual, expected) = (new byte[length], new byte[length]);
        PassphraseHash.Derive(Encoding.UTF8.GetBytes(passphrase), salt, new(passes, kibibytes), actual);
        var other = new Argon2BytesGenerator();
        other.Init(
            new Argon2Parameters.Builder(Argon2Parameters.Argon2id)
                .WithVersion(Argon2Parameters.Version13)
                .WithParallelism(1)
                .WithIterations((int)passes)
                .WithMemoryAsKB((int)kibibytes)
                .WithSalt(salt)
                .Build()
        );
        other.GenerateBytes(Encoding.UTF8.GetBytes(passphrase), expected);
        actual.ShouldBe(expected);
    }

    [Theory]
    [InlineData(15, 1u, 8u)]
    [InlineData(17, 1u, 8u)]
    [InlineData(16, 0u, 8u)]
    [InlineData(16, 1u, 7u)]
    public void A_salt_or_a_cost_that_argon2id_does_not_take_is_refused(int saltLength, uint passes, uint kibibytes) =>
        Should.Throw<ArgumentException>(() =>
            PassphraseHash.Derive([1], new byte[saltLength], new(passes, kibibytes), new byte[32])
        );
}
