using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.Tests;

/// <summary>The curve libraries, by name. The native one comes with a package, so both are expected on every machine.</summary>
public static class TestCurves
{
    /// <summary>Theory data: run with every library.</summary>
    public static TheoryData<string> Names => new("native", "managed");

    public static ISecp256k1 Native { get; } = Secp256k1Provider.Select(CryptoPreference.Native).Curve;

    public static ISecp256k1 Managed { get; } = Secp256k1Provider.Select(CryptoPreference.Managed).Curve;

    public static ISecp256k1 Get(string name) => name == "native" ? Native : Managed;
}
