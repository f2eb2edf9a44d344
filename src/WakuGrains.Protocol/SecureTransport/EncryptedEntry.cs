using WakuGrains.Protocol.Wire;

namespace WakuGrains.Protocol.SecureTransport;

/// <summary>
/// What a message holds for one device, or for any (facts 1.2). Where several headers are present, X3DH sets a session up,
/// then the ratchet decrypts, else Diffie-Hellman, else the hash ratchet (facts 5). The keys are not yet known to be points.
/// </summary>
/// <param name="X3dh">How to agree on a session's first key; repeated until the session is confirmed.</param>
/// <param name="Ratchet">The Double Ratchet header.</param>
/// <param name="DiffieHellman">The ephemeral key of the Diffie-Hellman fallback.</param>
/// <param name="HashRatchet">The header of a group message, as it travels.</param>
/// <param name="Payload">The ciphertext, or what is public in a group's key exchange.</param>
public sealed record EncryptedEntry(
    X3dhHeader? X3dh,
    RatchetMessageHeader? Ratchet,
    EncodedKey? DiffieHellman,
    HashRatchetHeaderMessage? HashRatchet,
    ReadOnlyMemory<byte> Payload
);

/// <summary>
/// The header that begins a session (facts 3.7). Not authenticated by itself: another key yields another session, its negative the
/// same one (<see cref="EncodedKey.EqualsUpToSign"/>).
/// </summary>
/// <param name="Key">The initiator's ephemeral key.</param>
/// <param name="SignedPrekey">The responder's signed prekey that was used.</param>
public sealed record X3dhHeader(EncodedKey Key, EncodedKey SignedPrekey);

/// <summary>The header of a ratchet message (facts 1.2).</summary>
/// <param name="Header">What the ratchet authenticates.</param>
/// <param name="SignedPrekey">The signed prekey that seeded the session, whoever's it was; not authenticated.</param>
public sealed record RatchetMessageHeader(RatchetHeader Header, EncodedKey SignedPrekey);
