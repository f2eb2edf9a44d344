using WakuGrains.Engine;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Tests.Support;

/// <summary>What devices under test share: the curve, a clock that stands still until it is moved, seeded randomness.</summary>
internal sealed class TestWorld(int seed = 1)
{
    /// <summary>The curve of every test here.</summary>
    public static ISecp256k1 Curve { get; } = Secp256k1Provider.Select(CryptoPreference.Auto).Curve;

    /// <summary>The time now.</summary>
    public DateTimeOffset Now { get; set; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The randomness.</summary>
    public SeededRandom Random { get; } = new(seed);

    /// <summary>A turn now.</summary>
    public Turn Turn => new(Now, Random, Curve);

    /// <summary>Moves the clock.</summary>
    public void Advance(TimeSpan by) => Now += by;

    /// <summary>A new key pair.</summary>
    public KeyPair NewKeyPair() => KeyPair.Generate(Curve, Random, RandomPurpose.Identity);

    /// <summary>A device of a new identity.</summary>
    public TestDevice NewDevice(string installationId) => new(this, NewKeyPair(), installationId);
}
