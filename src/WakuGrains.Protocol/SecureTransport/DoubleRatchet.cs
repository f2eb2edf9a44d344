using System.Security.Cryptography;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.SecureTransport;

/// <summary>
/// The Double Ratchet as the deployed network seeds and runs it (facts 3; 53/WAKU2-X3DH): functions from state and message to
/// state and result. Knows no storage, no clock, no bundles. Stateless and safe for concurrent use.
/// </summary>
/// <remarks>
/// Two documented differences from the deployed implementation, neither visible on the wire: a message key leaves the store
/// with its message, and the next ratchet key is drawn only after the tag has verified.
/// </remarks>
public sealed class DoubleRatchet
{
    private readonly RatchetSuite suite;
    private readonly RatchetLimits limits;
    private readonly RatchetReceiver receiver;

    /// <summary>A ratchet over a curve, with the network's limits unless others are given.</summary>
    public DoubleRatchet(RatchetSuite suite, RatchetLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(suite);
        this.suite = suite;
        this.limits = limits ?? RatchetLimits.Default;
        receiver = new RatchetReceiver(suite, this.limits);
    }

    /// <summary>The curve.</summary>
    public RatchetSuite Suite => suite;

    /// <summary>The limits.</summary>
    public RatchetLimits Limits => limits;

    /// <summary>
    /// The session of an X3DH initiator: draws the first ratchet pair and makes the first step towards the peer's signed
    /// prekey. Both chains start from the shared key.
    /// </summary>
    /// <exception cref="ArgumentException">The prekey is no usable point.</exception>
    public RatchetState Initiate(SharedKey sharedKey, EncodedKey remoteSignedPrekey, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(sharedKey);
        ArgumentNullException.ThrowIfNull(random);
        Span<byte> privateKey = stackalloc byte[RatchetSuite.SecretLength];
        Span<byte> shared = stackalloc byte[RatchetSuite.SecretLength];
        var ownKey = suite.GenerateKeyPair(random, privateKey);
        if (!suite.TryAgree(privateKey, remoteSignedPrekey, shared))
            throw new ArgumentException("The signed prekey is no usable point.", nameof(remoteSignedPrekey));

        var state = Seed(sharedKey, privateKey, ownKey);
        state.RemoteKey = remoteSignedPrekey;
        RatchetKdf.StepRoot(state.RootKeyBytes, shared, state.SendingChainKeyBytes);
        CryptographicOperations.ZeroMemory(privateKey);
        CryptographicOperations.ZeroMemory(shared);
        return state;
    }

    /// <summary>The session of an X3DH responder: its signed prekey is its first ratchet pair, and no key of the peer is known yet.</summary>
    public RatchetState Respond(
        SharedKey sharedKey,
        ReadOnlySpan<byte> signedPrekeyPrivate,
        EncodedKey signedPrekeyPublic
    )
    {
        ArgumentNullException.ThrowIfNull(sharedKey);
        RequireOurCurve(signedPrekeyPublic);
        return Seed(sharedKey, signedPrekeyPrivate, signedPrekeyPublic);
    }

    /// <summary>The session of an X3DH responder, from a secp256k1 prekey pair.</summary>
    public RatchetState Respond(SharedKey sharedKey, KeyPair signedPrekey)
    {
        ArgumentNullException.ThrowIfNull(signedPrekey);
        return Respond(sharedKey, signedPrekey.PrivateKey, EncodedKey.Of(signedPrekey.PublicKey));
    }

    /// <summary>Encrypts one message and moves the sending chain on (facts 3.4).</summary>
    /// <exception cref="ArgumentException">The state is of a session over another curve.</exception>
    public RatchetEncryption Encrypt(RatchetState state, ReadOnlySpan<byte> plaintext)
    {
        ArgumentNullException.ThrowIfNull(state);
        RequireOurCurve(state.OwnKey);
        Span<byte> messageKey = stackalloc byte[RatchetSuite.SecretLength];
        var header = new RatchetHeader(state.OwnKey, state.SendingN, state.Pn);
        var sendingN = checked(state.SendingN + 1);
        var next = state.Clone();
        RatchetKdf.TakeMessageKey(next.SendingChainKeyBytes, messageKey);
        next.SendingN = sendingN;
        var payload = RatchetCipher.Seal(messageKey, header, plaintext);
        CryptographicOperations.ZeroMemory(messageKey);
        return new RatchetEncryption(next, header, payload);
    }

    /// <summary>
    /// Decrypts one message (facts 3.5). Nothing of a peer throws; unless the message is decrypted, the result holds the very
    /// state and keys that were given.
    /// </summary>
    /// <param name="state">The state of the session.</param>
    /// <param name="keys">Its skipped message keys.</param>
    /// <param name="header">The header as it came.</param>
    /// <param name="payload">IV || ciphertext || tag.</param>
    /// <param name="random">For the next ratchet key, drawn after the tag of a message with a new key has verified.</param>
    public RatchetDecryption Decrypt(
        RatchetState state,
        MessageKeyStore keys,
        in RatchetHeader header,
        ReadOnlySpan<byte> payload,
        IRandomSource random
    )
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(random);
        return receiver.Decrypt(state, keys, header, payload, random);
    }

    private void RequireOurCurve(EncodedKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Bytes.Length != suite.PublicKeyLength)
            throw new ArgumentException(
                $"A ratchet key of {suite.Name} has {suite.PublicKeyLength} bytes.",
                nameof(key)
            );
    }

    private static RatchetState Seed(SharedKey sharedKey, ReadOnlySpan<byte> privateKey, EncodedKey ownKey) =>
        RatchetState.FromRecord(
            sharedKey.Bytes,
            sharedKey.Bytes,
            sharedKey.Bytes,
            privateKey,
            ownKey,
            remoteKey: null,
            sendingN: 0,
            receivingN: 0,
            pn: 0,
            keysCount: 0,
            retired: []
        );
}
