using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Protocol.Tests.Primitives;

/// <summary>Holders of secrets: wiped, compared, never printed.</summary>
public sealed class SecretTests
{
    private static readonly byte[] Secret = [.. Enumerable.Repeat((byte)0xab, 32)];

    [Fact]
    public void A_secret_is_never_printed()
    {
        using var secret = new SecretBytes(Secret);
        using var pair = KeyPair.FromPrivateKey(TestCurves.Native, Secret);
        object[] holders = [secret, pair, StatusTopics.Negotiated(Secret), new Wrapper(secret)];
        foreach (var holder in holders)
            holder.ToString()!.ShouldNotContain("abab", Case.Insensitive);
        secret.ToString().ShouldBe("SecretBytes(32)");
    }

    [Fact]
    public void A_disposed_secret_is_gone()
    {
        var secret = new SecretBytes(Secret);
        var bytes = secret.Span;
        secret.Dispose();
        bytes.ToArray().ShouldAllBe(value => value == 0);
        Should.Throw<ObjectDisposedException>(() => secret.Span.Length);
        secret.ToString().ShouldBe("SecretBytes(32)");
    }

    [Fact]
    public void A_disposed_pair_has_no_private_key()
    {
        var pair = KeyPair.FromPrivateKey(TestCurves.Native, Secret);
        var bytes = pair.PrivateKey;
        pair.Dispose();
        bytes.ToArray().ShouldAllBe(value => value == 0);
        Should.Throw<ObjectDisposedException>(() => pair.PrivateKey.Length);
    }

    [Fact]
    public void Secrets_are_equal_by_value()
    {
        using var secret = new SecretBytes(Secret);
        using var same = secret.Clone();
        using var other = SecretBytes.Create(32, bytes => bytes.Fill(1));
        using var shorter = new SecretBytes(Secret.AsSpan(1));
        secret.Equals(same).ShouldBeTrue();
        secret.GetHashCode().ShouldBe(same.GetHashCode());
        secret.Equals(other).ShouldBeFalse();
        secret.Equals(shorter).ShouldBeFalse();
        secret.Equals(null).ShouldBeFalse();
    }

    [Fact]
    public void A_holder_does_not_share_its_bytes()
    {
        var original = (byte[])Secret.Clone();
        using var secret = new SecretBytes(original);
        original[0] = 0;
        secret.Span[0].ShouldBe((byte)0xab);
        using var clone = secret.Clone();
        secret.Dispose();
        clone.Span.ToArray().ShouldBe(Secret);
    }

    [Fact]
    public void A_drawn_secret_comes_from_the_source()
    {
        var expected = new byte[40];
        new FixedRandomSource().Fill(expected, RandomPurpose.GroupKey);
        using var secret = SecretBytes.Generate(40, new FixedRandomSource(), RandomPurpose.GroupKey);
        secret.Span.ToArray().ShouldBe(expected);
    }

    private sealed record Wrapper(SecretBytes ChainKey);
}
