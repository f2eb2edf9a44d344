using System.Security.Cryptography;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.SecureTransport;

/// <summary>
/// The X3DH agreement as the deployed network computes it (facts 2.2; 54/WAKU2-X3DH-SESSIONS): three raw Diffie-Hellman
/// outputs under Keccak-256. No one-time prekeys, no HKDF, no associated data. Knows no bundles and no messages.
/// </summary>
public static class X3dh
{
    private const int AgreementLength = 32;

    /// <summary>The initiator's side.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="identity">Our identity.</param>
    /// <param name="ephemeral">A fresh pair; its public key goes into the X3DH header.</param>
    /// <param name="peerIdentity">The peer's identity.</param>
    /// <param name="peerSignedPrekey">The prekey of the peer's device, from a verified bundle.</param>
    public static SharedKey Initiate(
        ISecp256k1 curve,
        KeyPair identity,
        KeyPair ephemeral,
        PublicKey peerIdentity,
        PublicKey peerSignedPrekey
    )
    {
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(ephemeral);
        Span<byte> agreements = stackalloc byte[3 * AgreementLength];
        Agree(curve, identity, peerSignedPrekey, agreements);
        Agree(curve, ephemeral, peerIdentity, agreements[AgreementLength..]);
        Agree(curve, ephemeral, peerSignedPrekey, agreements[(2 * AgreementLength)..]);
        return Combine(agreements);
    }

    /// <summary>The responder's side.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="identity">Our identity.</param>
    /// <param name="signedPrekey">The prekey that the X3DH header names.</param>
    /// <param name="peerIdentity">The peer's identity: the key recovered from the signature of the Waku frame.</param>
    /// <param name="peerEphemeral">The key of the X3DH header.</param>
    public static SharedKey Respond(
        ISecp256k1 curve,
        KeyPair identity,
        KeyPair signedPrekey,
        PublicKey peerIdentity,
        PublicKey peerEphemeral
    )
    {
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(signedPrekey);
        Span<byte> agreements = stackalloc byte[3 * AgreementLength];
        Agree(curve, signedPrekey, peerIdentity, agreements);
        Agree(curve, identity, peerEphemeral, agreements[AgreementLength..]);
        Agree(curve, signedPrekey, peerEphemeral, agreements[(2 * AgreementLength)..]);
        return Combine(agreements);
    }

    private static void Agree(ISecp256k1 curve, KeyPair own, PublicKey peer, Span<byte> agreement)
    {
        ArgumentNullException.ThrowIfNull(curve);
        ArgumentNullException.ThrowIfNull(peer);
        if (!curve.TryComputeSharedX(own.PrivateKey, peer.Uncompressed, agreement[..AgreementLength]))
            throw new CryptographicException("A public key that was checked to be on the curve was refused.");
    }

    private static SharedKey Combine(Span<byte> agreements)
    {
        Span<byte> hash = stackalloc byte[SharedKey.Length];
        Keccak256.Hash(agreements, hash);
        var key = SharedKey.From(hash);
        CryptographicOperations.ZeroMemory(hash);
        CryptographicOperations.ZeroMemory(agreements);
        return key;
    }
}
