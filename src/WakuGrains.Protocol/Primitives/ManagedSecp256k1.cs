using System.Security.Cryptography;
using NBitcoin.Secp256k1;

namespace WakuGrains.Protocol.Primitives;

/// <summary>
/// The curve by NBitcoin.Secp256k1, a managed port of libsecp256k1: the default where the native library is not on the
/// machine. Knows no protocol. Multiplication by a private key is constant-time in the key; what touches public data only
/// (parsing, recovery) is not.
/// </summary>
public sealed class ManagedSecp256k1 : ISecp256k1
{
    private const int ScalarBits = 256;

    private readonly Context context;

    /// <summary>Creates the curve.</summary>
    /// <param name="blindingSeed">
    /// 32 random bytes that blind the multiplications of the base point against side channels, or nothing. They change no
    /// result.
    /// </param>
    public ManagedSecp256k1(ReadOnlySpan<byte> blindingSeed = default)
    {
        var generator = new ECMultGenContext();
        if (!blindingSeed.IsEmpty)
            generator.Blind(blindingSeed.ToArray());
        context = new Context(ECMultContext.Instance, generator);
    }

    /// <inheritdoc/>
    public string Name => "managed";

    /// <inheritdoc/>
    public bool IsValidPrivateKey(ReadOnlySpan<byte> privateKey) => TryReadScalar(privateKey, out _);

    /// <inheritdoc/>
    public void DerivePublicKey(ReadOnlySpan<byte> privateKey, Span<byte> uncompressed)
    {
        Sec1.RequireUncompressedBuffer(uncompressed);
        var scalar = ReadPrivateKey(privateKey);
        Write(context.EcMultGenContext.MultGen(scalar).ToGroupElement(), uncompressed);
        Scalar.Clear(ref scalar);
    }

    /// <inheritdoc/>
    public bool TryParsePublicKey(ReadOnlySpan<byte> encoded, Span<byte> uncompressed)
    {
        Sec1.RequireUncompressedBuffer(uncompressed);
        if (!TryReadPoint(encoded, out var point))
            return false;
        Write(point, uncompressed);
        return true;
    }

    /// <inheritdoc/>
    public bool TryComputeSharedX(
        ReadOnlySpan<byte> privateKey,
        ReadOnlySpan<byte> publicKeyUncompressed,
        Span<byte> sharedX
    )
    {
        Sec1.RequireScalarBuffer(sharedX);
        var scalar = ReadPrivateKey(privateKey);
        if (!TryReadPoint(publicKeyUncompressed, out var point))
            return false;
        var product = point.MultConst(scalar, ScalarBits).ToGroupElement();
        product.x.Normalize().WriteToSpan(sharedX);
        Scalar.Clear(ref scalar);
        GE.Clear(ref product);
        return true;
    }

    /// <inheritdoc/>
    public void SignRecoverable(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> hash, Span<byte> signature)
    {
        Sec1.RequireHash(hash);
        Sec1.RequireSignatureBuffer(signature);
        var scalar = ReadPrivateKey(privateKey);
        using var key = context.CreateECPrivKey(scalar);
        Scalar.Clear(ref scalar);
        if (!key.TrySignRecoverable(hash, out var made))
            throw new CryptographicException("secp256k1 found no signature, which a valid key cannot cause.");
        made!.WriteToSpanCompact(signature[..Sec1.RecoveryIdOffset], out var recoveryId);
        signature[Sec1.RecoveryIdOffset] = (byte)recoveryId;
    }

    /// <inheritdoc/>
    public bool TryRecover(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature, Span<byte> uncompressed)
    {
        Sec1.RequireUncompressedBuffer(uncompressed);
        // The library does not check the second condition.
        if (!Sec1.IsRecoverable(hash, signature) || !Sec1.IsCoordinateInField(signature))
            return false;
        var compact = signature[..Sec1.RecoveryIdOffset];
        if (
            !SecpRecoverableECDSASignature.TryCreateFromCompact(compact, signature[Sec1.RecoveryIdOffset], out var read)
        )
            return false;
        if (!ECPubKey.TryRecover(context, read, hash, out var key))
            return false;
        Write(key!.Q, uncompressed);
        return true;
    }

    private static Scalar ReadPrivateKey(ReadOnlySpan<byte> privateKey) =>
        TryReadScalar(privateKey, out var scalar) ? scalar : throw Sec1.InvalidPrivateKey();

    private static bool TryReadScalar(ReadOnlySpan<byte> bytes, out Scalar scalar)
    {
        scalar = Scalar.Zero;
        if (bytes.Length != Sec1.ScalarLength)
            return false;
        scalar = new Scalar(bytes, out var overflow);
        return overflow == 0 && !scalar.IsZero;
    }

    private static bool TryReadPoint(ReadOnlySpan<byte> encoded, out GE point)
    {
        point = default;
        return Sec1.HasKnownForm(encoded) && GE.TryParse(encoded, out point) && point.IsValidVariable;
    }

    private static void Write(GE point, Span<byte> uncompressed) =>
        ECPubKey.Serialize(point, compressed: false, uncompressed, out _);
}
