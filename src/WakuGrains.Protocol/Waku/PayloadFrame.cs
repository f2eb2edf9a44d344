using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.Waku;

/// <summary>
/// The plain frame of 26/WAKU2-PAYLOAD version 1 (facts 8.4): flags | length | data | padding | signature. Knows nothing
/// of the encryption around it.
/// </summary>
internal static class PayloadFrame
{
    public const int SignatureLength = 65;

    private const int LengthSizeMask = 0x03;
    private const int SignedFlag = 0x04;
    private const int FlagsLength = 1;

    /// <summary>
    /// How much padding brings a frame to the next multiple of 256 bytes: 1 to 256, a whole block where it already is one.
    /// </summary>
    public static int PaddingLength(int dataLength, bool signed)
    {
        var unpadded = FlagsLength + SizeOfLength(dataLength) + dataLength + (signed ? SignatureLength : 0);
        return WakuLimits.FrameBlockLength - (unpadded % WakuLimits.FrameBlockLength);
    }

    /// <summary>Writes a frame.</summary>
    /// <param name="curve">Signs.</param>
    /// <param name="data">At most <see cref="WakuLimits.MaxFrameDataLength"/> bytes.</param>
    /// <param name="padding">Random bytes.</param>
    /// <param name="signer">Signs the frame, or nobody does.</param>
    public static byte[] Write(ISecp256k1 curve, ReadOnlySpan<byte> data, ReadOnlySpan<byte> padding, KeyPair? signer)
    {
        if (data.Length > WakuLimits.MaxFrameDataLength)
            throw new ArgumentException($"A frame holds at most {WakuLimits.MaxFrameDataLength} bytes.", nameof(data));
        var sizeOfLength = SizeOfLength(data.Length);
        var dataOffset = FlagsLength + sizeOfLength;
        var signatureOffset = dataOffset + data.Length + padding.Length;
        var frame = new byte[signatureOffset + (signer is null ? 0 : SignatureLength)];

        frame[0] = (byte)(sizeOfLength | (signer is null ? 0 : SignedFlag));
        WriteLength(data.Length, frame.AsSpan(FlagsLength, sizeOfLength));
        data.CopyTo(frame.AsSpan(dataOffset));
        padding.CopyTo(frame.AsSpan(dataOffset + data.Length));
        if (signer is not null)
            Sign(curve, signer, frame.AsSpan(0, signatureOffset), frame.AsSpan(signatureOffset));
        return frame;
    }

    /// <summary>
    /// Reads a frame that was decrypted. Padding of any length is taken, also none; unknown flags are ignored, as deployed.
    /// </summary>
    public static PayloadOpening Read(ISecp256k1 curve, ReadOnlyMemory<byte> frame)
    {
        var bytes = frame.Span;
        if (bytes.IsEmpty)
            return PayloadOpening.Failed(PayloadOutcome.MalformedFrame);
        var signed = (bytes[0] & SignedFlag) != 0;
        var dataOffset = FlagsLength + (bytes[0] & LengthSizeMask);
        var end = bytes.Length - (signed ? SignatureLength : 0);
        if (end < dataOffset)
            return PayloadOpening.Failed(PayloadOutcome.MalformedFrame);
        var length = ReadLength(bytes[FlagsLength..dataOffset]);
        if (length > end - dataOffset)
            return PayloadOpening.Failed(PayloadOutcome.MalformedFrame);

        PublicKey? signer = null;
        if (signed && !TryRecover(curve, bytes[..end], bytes[end..], out signer))
            return PayloadOpening.Failed(PayloadOutcome.InvalidSignature);
        return PayloadOpening.Succeeded(frame.Slice(dataOffset, length), signer, end - dataOffset - length);
    }

    private static int SizeOfLength(int length) =>
        length switch
        {
            <= byte.MaxValue => 1,
            <= ushort.MaxValue => 2,
            _ => 3,
        };

    private static void WriteLength(int length, Span<byte> field)
    {
        for (var i = 0; i < field.Length; i++)
            field[i] = (byte)(length >> (8 * i));
    }

    private static int ReadLength(ReadOnlySpan<byte> field)
    {
        var length = 0;
        for (var i = 0; i < field.Length; i++)
            length |= field[i] << (8 * i);
        return length;
    }

    private static void Sign(ISecp256k1 curve, KeyPair signer, ReadOnlySpan<byte> signedPart, Span<byte> signature)
    {
        Span<byte> hash = stackalloc byte[Keccak256.Length];
        Keccak256.Hash(signedPart, hash);
        curve.SignRecoverable(signer.PrivateKey, hash, signature);
    }

    private static bool TryRecover(
        ISecp256k1 curve,
        ReadOnlySpan<byte> signedPart,
        ReadOnlySpan<byte> signature,
        out PublicKey? signer
    )
    {
        Span<byte> hash = stackalloc byte[Keccak256.Length];
        Keccak256.Hash(signedPart, hash);
        var point = new byte[PublicKey.UncompressedLength];
        signer = curve.TryRecover(hash, signature, point) ? PublicKey.FromCurve(point) : null;
        return signer is not null;
    }
}
