using FsCheck;
using FsCheck.Fluent;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.Tests;

/// <summary>Generators and the running of properties.</summary>
internal static class Properties
{
    /// <summary>Byte arrays of any length up to a few hundred, now and then empty.</summary>
    public static Arbitrary<byte[]> Bytes => Arb.From(Gen.Choose(0, 400).SelectMany(length => BytesOf(length)));

    /// <summary>Private keys of the whole range, small and large ones included.</summary>
    public static Arbitrary<byte[]> PrivateKeys =>
        Arb.From(
            Gen.Frequency((8, BytesOf(32)), (1, SmallKeys)).Where(key => TestCurves.Managed.IsValidPrivateKey(key))
        );

    /// <summary>Arrays of one length.</summary>
    public static Arbitrary<byte[]> Exactly(int length) => Arb.From(BytesOf(length));

    /// <summary>Runs a property a hundred times; a counterexample fails the test.</summary>
    public static void Hold(Property property) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), property);

    private static Gen<byte[]> SmallKeys =>
        BytesOf(1)
            .Select(last =>
                new byte[31]
                    .Append(last[0])
                    .ToArray()
            );

    private static Gen<byte[]> BytesOf(int length) =>
        Gen.Choose(0, byte.MaxValue).Select(value => (byte)value).ArrayOf(length);
}
