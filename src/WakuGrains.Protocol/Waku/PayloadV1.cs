using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.Waku;

/// <summary>
/// 26/WAKU2-PAYLOAD version 1: data in a padded and signed frame, encrypted with a symmetric key or to a public key
/// (facts 8.4, 8.5). Knows nothing of what the data is.
/// </summary>
/// <remarks>
/// The signature's V is 0 or 1, as deployed: the 27 and 28 of the specification are neither written nor accepted. Random
/// draws come in the order padding, ephemeral key, nonce or counter block.
/// </remarks>
public static class PayloadV1
{
    /// <summary>Length of a symmetric key, in bytes.</summary>
    public const int SymmetricKeyLength = 32;

    /// <summary>Encrypts with a symmetric key (AES-256-GCM).</summary>
    /// <param name="curve">Signs.</param>
    /// <param name="data">At most <see cref="WakuLimits.MaxFrameDataLength"/> bytes.</param>
    /// <param name="signer">Signs the frame; Status drops unsigned ones.</param>
    /// <param name="symmetricKey">32 bytes, not all zero.</param>
    /// <param name="random">Draws padding and nonce.</param>
    /// <exception cref="ArgumentException">The key or the data is not as above.</exception>
    public static byte[] SealSymmetric(
        ISecp256k1 curve,
        ReadOnlySpan<byte> data,
        KeyPair? signer,
        ReadOnlySpan<byte> symmetricKey,
        IRandomSource random
    )
    {
        RequireKey(symmetricKey);
        return EncryptFrame(Frame(curve, data, signer, random), symmetricKey, random);
    }

    /// <summary>Encrypts to a public key (ECIES).</summary>
    /// <param name="curve">Signs and agrees.</param>
    /// <param name="data">At most <see cref="WakuLimits.MaxFrameDataLength"/> bytes.</param>
    /// <param name="signer">Signs the frame; Status drops unsigned ones.</param>
    /// <param name="recipient">Who can open it.</param>
    /// <param name="random">Draws padding, ephemeral key and counter block.</param>
    /// <exception cref="ArgumentException">The data is too long.</exception>
    public static byte[] SealAsymmetric(
        ISecp256k1 curve,
        ReadOnlySpan<byte> data,
        KeyPair? signer,
        PublicKey recipient,
        IRandomSource random
    )
    {
        ArgumentNullException.ThrowIfNull(recipient);
        return Ecies.Encrypt(curve, recipient, Frame(curve, data, signer, random), random);
    }

    /// <summary>Decrypts with a symmetric key and reads the frame.</summary>
    /// <param name="curve">Recovers the signer.</param>
    /// <param name="symmetricKey">32 bytes.</param>
    /// <param name="payload">What came, of any length.</param>
    /// <exception cref="ArgumentException">The key is not 32 bytes.</exception>
    public static PayloadOpening OpenSymmetric(
        ISecp256k1 curve,
        ReadOnlySpan<byte> symmetricKey,
        ReadOnlySpan<byte> payload
    )
    {
        ArgumentNullException.ThrowIfNull(curve);
        RequireKeyLength(symmetricKey);
        var length = AesGcmSuffix.PlaintextLength(payload.Length);
        if (length < 0)
            return PayloadOpening.Failed(PayloadOutcome.TooShort);
        var frame = new byte[length];
        return AesGcmSuffix.TryOpen(symmetricKey, payload, frame)
            ? PayloadFrame.Read(curve, frame)
            : PayloadOpening.Failed(PayloadOutcome.NotForThisKey);
    }

    /// <summary>Decrypts with a private key and reads the frame.</summary>
    /// <param name="curve">Agrees and recovers the signer.</param>
    /// <param name="recipient">Our identity.</param>
    /// <param name="payload">What came, of any length.</param>
    public static PayloadOpening OpenAsymmetric(ISecp256k1 curve, KeyPair recipient, ReadOnlySpan<byte> payload)
    {
        ArgumentNullException.ThrowIfNull(curve);
        ArgumentNullException.ThrowIfNull(recipient);
        var outcome = Ecies.TryDecrypt(curve, recipient, payload, out var frame);
        return outcome == PayloadOutcome.Opened ? PayloadFrame.Read(curve, frame) : PayloadOpening.Failed(outcome);
    }

    /// <summary>The symmetric encryption alone, around a frame that is already made.</summary>
    internal static byte[] EncryptFrame(ReadOnlySpan<byte> frame, ReadOnlySpan<byte> symmetricKey, IRandomSource random)
    {
        Span<byte> nonce = stackalloc byte[AesGcmSuffix.NonceLength];
        random.Fill(nonce, RandomPurpose.SymmetricNonce);
        var payload = new byte[frame.Length + AesGcmSuffix.Overhead];
        AesGcmSuffix.Seal(symmetricKey, nonce, frame, payload);
        return payload;
    }

    private static byte[] Frame(ISecp256k1 curve, ReadOnlySpan<byte> data, KeyPair? signer, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(curve);
        ArgumentNullException.ThrowIfNull(random);
        Span<byte> padding = stackalloc byte[PayloadFrame.PaddingLength(data.Length, signed: signer is not null)];
        random.Fill(padding, RandomPurpose.Padding);
        return PayloadFrame.Write(curve, data, padding, signer);
    }

    private static void RequireKey(ReadOnlySpan<byte> symmetricKey)
    {
        RequireKeyLength(symmetricKey);
        if (!symmetricKey.ContainsAnyExcept((byte)0))
            throw new ArgumentException("A symmetric key must not be all zero.", nameof(symmetricKey));
    }

    private static void RequireKeyLength(ReadOnlySpan<byte> symmetricKey)
    {
        if (symmetricKey.Length != SymmetricKeyLength)
            throw new ArgumentException($"A symmetric key is {SymmetricKeyLength} bytes.", nameof(symmetricKey));
    }
}
