using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.Tests.Primitives;

/// <summary>Both curve libraries against the bounds of the port, and against each other.</summary>
public sealed class Secp256k1Tests
{
    [Theory]
    [MemberData(nameof(TestCurves.Names), MemberType = typeof(TestCurves))]
    public void A_curve_gives_the_known_answers(string name)
    {
        var curve = TestCurves.Get(name);
        curve.Name.ShouldBe(name);
        Secp256k1SelfTest.FindFault(curve).ShouldBeNull();
    }
}
