using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Benchmarks.Ratchet;

/// <summary>One side of a session: an identity with one device.</summary>
internal sealed class Party
{
    private const string Device = "0f8a2c1e-64d7-4b2f-9c3a-5e7d1b90a4c6";

    private readonly ISecp256k1 curve;

    public Party(ISecp256k1 curve)
    {
        this.curve = curve;
        Identity = KeyPair.Generate(curve, SystemRandomSource.Instance, RandomPurpose.Identity);
        Prekey = KeyPair.Generate(curve, SystemRandomSource.Instance, RandomPurpose.SignedPrekey);
    }

    public KeyPair Identity { get; }

    public KeyPair Prekey { get; }

    public Bundle SignBundle() =>
        BundleSigner.Sign(
            curve,
            Identity,
            [new BundleEntry(Device, Prekey.PublicKey, 1, 1)],
            1_700_000_000_000_000_000
        );
}
