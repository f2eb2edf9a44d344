using System.Diagnostics.CodeAnalysis;

namespace WakuGrains.Protocol.Primitives;

/// <summary>
/// Lengths and forms that both curve libraries share: SEC1 points, scalars and R || S || V signatures. Knows shapes only,
/// no arithmetic: whether a point is on the curve is the library's to say.
/// </summary>
internal static class Sec1
{
    public const int ScalarLength = 32;
    public const int RecoveryIdOffset = 64;
    public const int SignatureLength = 65;
    private const int HashLength = 32;
    private const int MaxRecoveryId = 3;

    /// <summary>33 bytes with prefix 2 or 3, or 65 bytes with prefix 4; the hybrid forms 6 and 7 are refused.</summary>
    public static bool HasKnownForm(ReadOnlySpan<byte> encoded) =>
        encoded.Length switch
        {
            PublicKey.CompressedLength => encoded[0] is 2 or 3,
            PublicKey.UncompressedLength => encoded[0] == 4,
            _ => false,
        };

    /// <summary>Whether lengths and recovery id allow a recovery to be tried.</summary>
    public static bool IsRecoverable(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature) =>
        hash.Length == HashLength
        && signature.Length == SignatureLength
        && signature[RecoveryIdOffset] <= MaxRecoveryId;

    public static void RequireHash(ReadOnlySpan<byte> hash) =>
        Require(hash.Length == HashLength, "The hash", HashLength);

    public static void RequireScalarBuffer(ReadOnlySpan<byte> buffer) =>
        Require(buffer.Length == ScalarLength, "The output buffer", ScalarLength);

    public static void RequireUncompressedBuffer(ReadOnlySpan<byte> buffer) =>
        Require(buffer.Length == PublicKey.UncompressedLength, "The output buffer", PublicKey.UncompressedLength);

    public static void RequireSignatureBuffer(ReadOnlySpan<byte> buffer) =>
        Require(buffer.Length == SignatureLength, "The signature buffer", SignatureLength);

    public static ArgumentException InvalidPrivateKey() =>
        new("A secp256k1 private key is 32 bytes, neither zero nor at or above the group order.");

    private static void Require([DoesNotReturnIf(false)] bool holds, string what, int length)
    {
        if (!holds)
            throw new ArgumentException($"{what} must be {length} bytes.");
    }
}
