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

    // n, the order of the group, and p - n, by which the field is larger; both 32 bytes big-endian.
    private static readonly byte[] Order = Convert.FromHexString(
        "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"
    );
    private static readonly byte[] FieldAboveOrder = Convert.FromHexString(
        "000000000000000000000000000000014551231950b75fc4402da1722fc9baee"
    );

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

    /// <summary>
    /// Whether R fits the recovery id: 2 and 3 say that the X coordinate was R + n, which must be an element of the field.
    /// </summary>
    public static bool IsCoordinateInField(ReadOnlySpan<byte> signature) =>
        signature[RecoveryIdOffset] < 2 || signature[..ScalarLength].SequenceCompareTo(FieldAboveOrder) < 0;

    /// <summary>Whether a hash is at or above the group order, as one in 2^128 is.</summary>
    public static bool IsAboveOrder(ReadOnlySpan<byte> hash) => hash.SequenceCompareTo(Order) >= 0;

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
