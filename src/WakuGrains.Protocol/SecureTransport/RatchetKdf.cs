using System.Security.Cryptography;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.SecureTransport;

/// <summary>The key derivations of the ratchet (facts 3.1): root step and chain step. Knows no messages and no curve.</summary>
internal static class RatchetKdf
{
    private static ReadOnlySpan<byte> RootInfo => "rsZUpEuXUqqwXBvSy3EcievAh4cMj6QL"u8;

    private static ReadOnlySpan<byte> NextChainKeyLabel => [0x0F];

    private static ReadOnlySpan<byte> MessageKeyLabel => [0x10];

    /// <summary>KDF_RK: replaces the root key and writes the key of the new chain.</summary>
    public static void StepRoot(Span<byte> rootKey, ReadOnlySpan<byte> shared, Span<byte> chainKey)
    {
        // The deployed derivation asks for 96 bytes; HKDF output is a prefix of longer output and the last 32 go unused.
        Span<byte> output = stackalloc byte[64];
        HkdfSha256.DeriveKey(shared, rootKey, RootInfo, output);
        output[..32].CopyTo(rootKey);
        output[32..].CopyTo(chainKey);
        CryptographicOperations.ZeroMemory(output);
    }

    /// <summary>The message key of the chain's next message.</summary>
    public static void DeriveMessageKey(ReadOnlySpan<byte> chainKey, Span<byte> messageKey) =>
        HmacSha256.Hash(chainKey, MessageKeyLabel, messageKey);

    /// <summary>Writes the message key of the chain's next message and moves the chain past it, in place.</summary>
    public static void TakeMessageKey(Span<byte> chainKey, Span<byte> messageKey)
    {
        Span<byte> next = stackalloc byte[32];
        HmacSha256.HashBoth(chainKey, MessageKeyLabel, messageKey, NextChainKeyLabel, next);
        next.CopyTo(chainKey);
        CryptographicOperations.ZeroMemory(next);
    }

    /// <summary>Moves a chain on by a number of messages, in place.</summary>
    public static void StepChain(Span<byte> chainKey, uint steps)
    {
        Span<byte> next = stackalloc byte[32];
        for (uint step = 0; step < steps; step++)
        {
            HmacSha256.Hash(chainKey, NextChainKeyLabel, next);
            next.CopyTo(chainKey);
        }

        CryptographicOperations.ZeroMemory(next);
    }
}
