using System.Buffers;
using System.Security.Cryptography;
using WakuGrains.Messages;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Identities;

/// <summary>A private key as text: 64 hex digits, with or without <c>0x</c>.</summary>
internal static class PrivateKeyText
{
    private const int KeyLength = 32;

    /// <summary>Reads a key.</summary>
    /// <exception cref="InvalidRequestException">It is no private key of the curve. The message does not repeat it.</exception>
    public static KeyPair Parse(ISecp256k1 curve, string text)
    {
        var digits = text.AsSpan().Trim();
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            digits = digits[2..];
        Span<byte> key = stackalloc byte[KeyLength];
        try
        {
            if (
                digits.Length == 2 * KeyLength
                && Convert.FromHexString(digits, key, out _, out _) == OperationStatus.Done
                && curve.IsValidPrivateKey(key)
            )
                return KeyPair.FromPrivateKey(curve, key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }

        throw new InvalidRequestException("privateKey", "private_key_invalid", "A private key is 64 hex digits.");
    }

    /// <summary>The key as text.</summary>
    public static string Format(KeyPair pair) => Convert.ToHexStringLower(pair.PrivateKey);
}
