using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Protocol.SecureTransport;

/// <summary>
/// Verifies bundles before anything is stored (facts 2.3, 2.5). Limits come before any curve arithmetic. Knows no store and
/// no clock; who relays a bundle does not matter.
/// </summary>
public static class BundleVerifier
{
    /// <summary>Checks limits, keys and signature.</summary>
    /// <param name="message">The bundle as it came.</param>
    /// <param name="curve">The curve.</param>
    /// <param name="bundle">The verified bundle.</param>
    /// <param name="fault">Why it was refused, or <see cref="BundleFault.None"/>.</param>
    public static bool TryVerify(
        BundleMessage message,
        ISecp256k1 curve,
        [NotNullWhen(true)] out Bundle? bundle,
        out BundleFault fault
    )
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(curve);
        bundle = null;
        fault = CheckLimits(message);
        if (fault != BundleFault.None)
            return false;
        if (!TryReadKey(curve, message.Identity.Span, out var identity))
            return Refuse(BundleFault.InvalidIdentity, out fault);
        if (!TryReadEntries(message, curve, out var entries))
            return Refuse(BundleFault.InvalidPrekey, out fault);

        fault = CheckSignature(message, curve, identity, entries);
        if (fault == BundleFault.None)
            bundle = new Bundle(identity, entries, message.Timestamp, message.Signature.ToByteArray());
        return bundle is not null;
    }

    private static bool Refuse(BundleFault reason, out BundleFault fault)
    {
        fault = reason;
        return false;
    }

    private static BundleFault CheckLimits(BundleMessage message)
    {
        if (message.SignedPreKeys.Count > SecureTransportLimits.MaxBundleEntries)
            return BundleFault.TooManyEntries;
        foreach (var id in message.SignedPreKeys.Keys)
        {
            if (Encoding.UTF8.GetByteCount(id) > SecureTransportLimits.MaxInstallationIdLength)
                return BundleFault.InstallationIdTooLong;
        }

        return message.Signature.Length == BundleSigner.SignatureLength
            ? BundleFault.None
            : BundleFault.InvalidSignature;
    }

    private static bool TryReadEntries(BundleMessage message, ISecp256k1 curve, out ImmutableArray<BundleEntry> entries)
    {
        entries = [];
        var read = ImmutableArray.CreateBuilder<BundleEntry>(message.SignedPreKeys.Count);
        foreach (var (id, prekey) in message.SignedPreKeys)
        {
            if (!TryReadKey(curve, prekey.SignedPreKey.Span, out var key))
                return false;
            read.Add(new BundleEntry(id, key, prekey.Version, prekey.ProtocolVersion));
        }

        read.Sort((x, y) => InstallationIdOrder.Instance.Compare(x.InstallationId, y.InstallationId));
        entries = read.MoveToImmutable();
        return true;
    }

    private static BundleFault CheckSignature(
        BundleMessage message,
        ISecp256k1 curve,
        PublicKey identity,
        ImmutableArray<BundleEntry> entries
    )
    {
        Span<byte> hash = stackalloc byte[32];
        Span<byte> signer = stackalloc byte[PublicKey.UncompressedLength];
        BundleMaterial.Hash(entries, message.Timestamp, hash);
        if (!curve.TryRecover(hash, message.Signature.Span, signer))
            return BundleFault.InvalidSignature;
        return signer.SequenceEqual(identity.Uncompressed) ? BundleFault.None : BundleFault.IdentityMismatch;
    }

    private static bool TryReadKey(ISecp256k1 curve, ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out PublicKey? key)
    {
        key = null;
        return bytes.Length == PublicKey.CompressedLength && PublicKey.TryParse(curve, bytes, out key);
    }
}
