using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Tests.Support;

/// <summary>Bundles of any content, as a peer of another making signs them.</summary>
internal static class Bundles
{
    /// <summary>A bundle of an identity.</summary>
    public static Bundle Sign(KeyPair identity, long timestampNanoseconds, params IEnumerable<BundleEntry> entries) =>
        BundleSigner.Sign(TestWorld.Curve, identity, entries, timestampNanoseconds);

    /// <summary>An entry with a prekey of its own.</summary>
    public static BundleEntry Entry(
        TestWorld world,
        string installationId,
        uint version = 1,
        uint protocolVersion = 1
    ) => new(installationId, world.NewKeyPair().PublicKey, version, protocolVersion);
}
