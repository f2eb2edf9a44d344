using WakuGrains.Protocol.Primitives;
using WakuGrains.Vectors;

namespace WakuGrains.Protocol.Tests.Primitives;

/// <summary>Public keys and key pairs.</summary>
public sealed class KeyTests
{
    [Fact]
    public void A_candidate_out_of_range_is_drawn_again()
    {
        byte[] valid = [.. new byte[31], 9];
        var random = new ScriptedRandomSource()
            .Add(RandomPurpose.Identity, new byte[32])
            .Add(RandomPurpose.Identity, [.. Enumerable.Repeat((byte)0xff, 32)])
            .Add(RandomPurpose.Identity, valid);
        using var pair = KeyPair.Generate(TestCurves.Native, random, RandomPurpose.Identity);
        pair.PrivateKey.ToArray().ShouldBe(valid);
        random.IsExhausted.ShouldBeTrue();
    }

    [Fact]
    public void Both_encodings_are_the_same_key()
    {
        using var pair = KeyPair.Generate(TestCurves.Native, new FixedRandomSource(), RandomPurpose.Identity);
        var fromCompressed = PublicKey.Parse(TestCurves.Managed, pair.PublicKey.Compressed);
        var fromUncompressed = PublicKey.Parse(TestCurves.Native, pair.PublicKey.Uncompressed);
        fromCompressed.ShouldBe(pair.PublicKey);
        fromUncompressed.ShouldBe(pair.PublicKey);
        fromCompressed.GetHashCode().ShouldBe(pair.PublicKey.GetHashCode());
        fromCompressed.X.ToArray().ShouldBe(pair.PublicKey.Uncompressed[1..33].ToArray());
    }

    [Fact]
    public void A_key_cut_anywhere_is_refused()
    {
        using var pair = KeyPair.Generate(TestCurves.Native, new FixedRandomSource(), RandomPurpose.Identity);
        for (var length = 0; length < PublicKey.CompressedLength; length++)
            PublicKey.TryParse(TestCurves.Native, pair.PublicKey.Compressed[..length], out _).ShouldBeFalse();
        for (var length = PublicKey.CompressedLength; length < PublicKey.UncompressedLength; length++)
            PublicKey.TryParse(TestCurves.Native, pair.PublicKey.Uncompressed[..length], out _).ShouldBeFalse();
        Should.Throw<FormatException>(() => PublicKey.Parse(TestCurves.Native, []));
    }

    [Fact]
    public void A_pair_from_a_record_is_the_pair()
    {
        using var pair = KeyPair.Generate(TestCurves.Native, new FixedRandomSource(), RandomPurpose.Identity);
        using var restored = KeyPair.FromRecord(pair.PrivateKey, pair.PublicKey);
        restored.PublicKey.ShouldBe(pair.PublicKey);
        restored.PrivateKey.ToArray().ShouldBe(pair.PrivateKey.ToArray());
    }
}
