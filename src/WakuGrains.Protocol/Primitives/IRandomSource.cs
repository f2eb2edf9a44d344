namespace WakuGrains.Protocol.Primitives;

/// <summary>
/// Where random bytes come from. Protocol code takes it as a parameter, so that a test can replay the draws of a recorded
/// conversation; the purpose tells such a test which draw this is and has no other effect.
/// </summary>
public interface IRandomSource
{
    /// <summary>Fills the whole span with random bytes.</summary>
    void Fill(Span<byte> destination, RandomPurpose purpose);
}

/// <summary>What a random draw is for.</summary>
public enum RandomPurpose
{
    /// <summary>The private key of a new identity.</summary>
    Identity,

    /// <summary>The id of a new installation.</summary>
    InstallationId,

    /// <summary>A signed prekey.</summary>
    SignedPrekey,

    /// <summary>The ephemeral key of an X3DH initiator.</summary>
    X3dhEphemeral,

    /// <summary>A Double Ratchet key pair.</summary>
    RatchetKey,

    /// <summary>The ephemeral key of a Diffie-Hellman fallback message.</summary>
    DiffieHellmanEphemeral,

    /// <summary>The AES-GCM nonce of a Diffie-Hellman fallback message.</summary>
    DiffieHellmanNonce,

    /// <summary>A hash ratchet group key.</summary>
    GroupKey,

    /// <summary>The AES-GCM nonce of a hash ratchet message.</summary>
    HashRatchetNonce,

    /// <summary>The AES-GCM nonce of a group rekey entry.</summary>
    RekeyNonce,

    /// <summary>The AES-GCM nonce of a symmetric Waku frame.</summary>
    SymmetricNonce,

    /// <summary>The ephemeral key of an ECIES Waku frame.</summary>
    EciesEphemeral,

    /// <summary>The counter block of an ECIES Waku frame.</summary>
    EciesIv,

    /// <summary>The padding of a Waku frame.</summary>
    Padding,

    /// <summary>A nonce or key of the store; never on the wire.</summary>
    Storage,

    /// <summary>Blinding of a library's computations against side channels; changes no result.</summary>
    Blinding,
}
