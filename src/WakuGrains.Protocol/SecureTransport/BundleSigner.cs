using System.Collections.Immutable;
using System.Text;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.SecureTransport;

/// <summary>Makes the bundles of an identity of ours (facts 2.3, 2.4). Knows no clock and no store.</summary>
public static class BundleSigner
{
    /// <summary>Length of a signature in bytes.</summary>
    internal const int SignatureLength = 65;

    /// <summary>Signs the prekeys of the identity's devices.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="identity">The identity whose devices they are.</param>
    /// <param name="entries">The devices, in any order.</param>
    /// <param name="timestampNanoseconds">Unix time in nanoseconds.</param>
    /// <exception cref="ArgumentException">Two entries are for one device, or a limit is exceeded that receivers check.</exception>
    public static Bundle Sign(
        ISecp256k1 curve,
        KeyPair identity,
        IEnumerable<BundleEntry> entries,
        long timestampNanoseconds
    )
    {
        ArgumentNullException.ThrowIfNull(curve);
        ArgumentNullException.ThrowIfNull(identity);
        var sorted = entries.OrderBy(entry => entry.InstallationId, InstallationIdOrder.Instance).ToImmutableArray();
        Check(sorted);

        Span<byte> hash = stackalloc byte[32];
        BundleMaterial.Hash(sorted, timestampNanoseconds, hash);
        var signature = new byte[SignatureLength];
        curve.SignRecoverable(identity.PrivateKey, hash, signature);
        return new Bundle(identity.PublicKey, sorted, timestampNanoseconds, signature);
    }

    private static void Check(ImmutableArray<BundleEntry> entries)
    {
        if (entries.Length > SecureTransportLimits.MaxBundleEntries)
            throw new ArgumentException("A bundle holds too many devices.", nameof(entries));
        for (var i = 0; i < entries.Length; i++)
        {
            var id = entries[i].InstallationId;
            if (Encoding.UTF8.GetByteCount(id) > SecureTransportLimits.MaxInstallationIdLength)
                throw new ArgumentException("An installation id is too long.", nameof(entries));
            if (i > 0 && entries[i - 1].InstallationId == id)
                throw new ArgumentException("A bundle holds a device twice.", nameof(entries));
        }
    }
}
