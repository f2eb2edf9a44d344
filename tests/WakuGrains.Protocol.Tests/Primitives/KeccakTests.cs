using FsCheck.Fluent;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.Tests.Primitives;

/// <summary>Keccak-256; the vectors of the Go implementation cover the lengths.</summary>
public sealed class KeccakTests
{
    [Fact]
    public void It_is_Keccak_and_not_sha3() =>
        Convert
            .ToHexStringLower(Keccak256.Hash([]))
            .ShouldBe("c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");

    [Fact]
    public void Parts_hash_like_the_whole() =>
        Properties.Hold(
            Prop.ForAll(
                Properties.Bytes,
                Properties.Bytes,
                Properties.Bytes,
                (first, second, third) =>
                {
                    var inParts = new byte[Keccak256.Length];
                    Keccak256.Hash(first, second, third, inParts);
                    inParts.ShouldBe(Keccak256.Hash([.. first, .. second, .. third]));
                }
            )
        );

    [Fact]
    public void The_output_has_32_bytes() => Should.Throw<ArgumentException>(() => Keccak256.Hash([], new byte[31]));
}
