using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace WakuGrains.Protocol.Primitives;

/// <summary>
/// The curve by the native bitcoin-core/libsecp256k1, about ten times faster than the managed port. Knows no protocol. Made
/// only through <see cref="TryCreate"/>, which answers "no" on a machine without the library. All operations on private
/// keys are constant-time.
/// </summary>
public sealed unsafe class NativeSecp256k1 : ISecp256k1
{
    // Lives as long as the process: after its randomisation it is only read, so any number of threads may share it.
    private readonly nint context;

    // Newer versions reduce such a hash before they derive the nonce from it. The deployed network's do not, and nor does
    // the managed port, so that both libraries here sign alike.
    private static readonly Lazy<ManagedSecp256k1> ForRareHashes = new(() => new ManagedSecp256k1());

    private NativeSecp256k1(nint context) => this.context = context;

    /// <inheritdoc/>
    public string Name => "native";

    /// <summary>Loads the library, makes its context and has it compute known answers.</summary>
    /// <param name="blindingSeed">32 random bytes against side channels, or nothing. They change no result.</param>
    /// <param name="curve">The curve.</param>
    /// <param name="reason">Why not, as a sentence.</param>
    public static bool TryCreate(
        ReadOnlySpan<byte> blindingSeed,
        [NotNullWhen(true)] out NativeSecp256k1? curve,
        [NotNullWhen(false)] out string? reason
    )
    {
        curve = null;
        try
        {
            reason = Libsecp256k1.IsPresent ? null : "No libsecp256k1 was found on this machine.";
            if (reason is not null)
                return false;
            var candidate = new NativeSecp256k1(CreateContext(blindingSeed));
            reason = Secp256k1SelfTest.FindFault(candidate);
            curve = reason is null ? candidate : null;
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException or BadImageFormatException)
        {
            reason = $"The libsecp256k1 on this machine cannot be used: {exception.Message}";
        }

        return curve is not null;
    }

    /// <inheritdoc/>
    public bool IsValidPrivateKey(ReadOnlySpan<byte> privateKey)
    {
        if (privateKey.Length != Sec1.ScalarLength)
            return false;
        fixed (byte* key = privateKey)
            return Libsecp256k1.VerifySecretKey(context, key) == 1;
    }

    /// <inheritdoc/>
    public void DerivePublicKey(ReadOnlySpan<byte> privateKey, Span<byte> uncompressed)
    {
        Sec1.RequireUncompressedBuffer(uncompressed);
        var point = stackalloc byte[Libsecp256k1.PointLength];
        fixed (byte* key = privateKey)
        {
            if (privateKey.Length != Sec1.ScalarLength || Libsecp256k1.CreatePublicKey(context, point, key) != 1)
                throw Sec1.InvalidPrivateKey();
        }

        Write(point, uncompressed);
    }

    /// <inheritdoc/>
    public bool TryParsePublicKey(ReadOnlySpan<byte> encoded, Span<byte> uncompressed)
    {
        Sec1.RequireUncompressedBuffer(uncompressed);
        var point = stackalloc byte[Libsecp256k1.PointLength];
        if (!TryReadPoint(encoded, point))
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
        if (privateKey.Length != Sec1.ScalarLength)
            throw Sec1.InvalidPrivateKey();
        var point = stackalloc byte[Libsecp256k1.PointLength];
        if (!TryReadPoint(publicKeyUncompressed, point))
            return false;
        fixed (
            byte* key = privateKey,
                output = sharedX
        )
        {
            if (Libsecp256k1.Ecdh(context, output, point, key, &Libsecp256k1.CopyX, null) != 1)
                throw Sec1.InvalidPrivateKey();
        }

        return true;
    }

    /// <inheritdoc/>
    public void SignRecoverable(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> hash, Span<byte> signature)
    {
        Sec1.RequireHash(hash);
        Sec1.RequireSignatureBuffer(signature);
        if (!IsValidPrivateKey(privateKey))
            throw Sec1.InvalidPrivateKey();
        if (Sec1.IsAboveOrder(hash))
        {
            ForRareHashes.Value.SignRecoverable(privateKey, hash, signature);
            return;
        }

        var made = stackalloc byte[Libsecp256k1.RecoverableSignatureLength];
        int recoveryId;
        fixed (
            byte* key = privateKey,
                message = hash,
                output = signature
        )
        {
            if (Libsecp256k1.SignRecoverable(context, made, message, key, 0, 0) != 1)
                throw new CryptographicException("secp256k1 found no signature, which a valid key cannot cause.");
            _ = Libsecp256k1.SerializeCompact(context, output, &recoveryId, made);
        }

        signature[Sec1.RecoveryIdOffset] = (byte)recoveryId;
    }

    /// <inheritdoc/>
    public bool TryRecover(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature, Span<byte> uncompressed)
    {
        Sec1.RequireUncompressedBuffer(uncompressed);
        if (!Sec1.IsRecoverable(hash, signature))
            return false;
        var read = stackalloc byte[Libsecp256k1.RecoverableSignatureLength];
        var point = stackalloc byte[Libsecp256k1.PointLength];
        fixed (
            byte* message = hash,
                input = signature
        )
        {
            if (
                Libsecp256k1.ParseCompact(context, read, input, signature[Sec1.RecoveryIdOffset]) != 1
                || Libsecp256k1.Recover(context, point, read, message) != 1
            )
                return false;
        }

        Write(point, uncompressed);
        return true;
    }

    private static nint CreateContext(ReadOnlySpan<byte> blindingSeed)
    {
        var created = Libsecp256k1.CreateContext(Libsecp256k1.ContextForSignAndVerify);
        if (!blindingSeed.IsEmpty)
        {
            Sec1.RequireScalarBuffer(blindingSeed);
            fixed (byte* seed = blindingSeed)
                _ = Libsecp256k1.RandomizeContext(created, seed);
        }

        return created;
    }

    private bool TryReadPoint(ReadOnlySpan<byte> encoded, byte* point)
    {
        if (!Sec1.HasKnownForm(encoded))
            return false;
        fixed (byte* input = encoded)
            return Libsecp256k1.ParsePublicKey(context, point, input, (nuint)encoded.Length) == 1;
    }

    private void Write(byte* point, Span<byte> uncompressed)
    {
        var length = (nuint)uncompressed.Length;
        fixed (byte* output = uncompressed)
            _ = Libsecp256k1.SerializePublicKey(context, output, &length, point, Libsecp256k1.EcUncompressed);
    }
}
