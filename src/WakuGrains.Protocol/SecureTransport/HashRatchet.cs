using System.Security.Cryptography;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Protocol.SecureTransport;

/// <summary>What an encryption for a group yields.</summary>
/// <param name="State">The state after the message; store it before the message leaves.</param>
/// <param name="Header">The header to send.</param>
/// <param name="Payload">Ciphertext || tag (16) || nonce (12).</param>
public readonly record struct HashRatchetEncryption(
    HashRatchetState State,
    HashRatchetHeaderMessage Header,
    byte[] Payload
);

/// <summary>What the decryption of a group's message yields. Unless it succeeded, the state is the one that was given.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="State">The state after the message.</param>
/// <param name="Plaintext">The plaintext; empty unless decrypted.</param>
public readonly record struct HashRatchetDecryption(
    RatchetOutcome Outcome,
    HashRatchetState State,
    ReadOnlyMemory<byte> Plaintext
)
{
    /// <summary>Whether the message was read.</summary>
    public bool IsDecrypted => Outcome == RatchetOutcome.Decrypted;
}

/// <summary>
/// Encrypts for the holders of a group key and decrypts what they send (facts 5): AES-256-GCM under the key that a message's
/// number has in the chain. All members share the chain, so a number comes several times and in any order, and the random nonce
/// alone keeps two messages with the same number apart. There is no forward secrecy within a key. Pure.
/// </summary>
public static class HashRatchet
{
    /// <summary>What a payload is longer than its plaintext, in bytes: tag and nonce.</summary>
    public const int Overhead = AesGcmSuffix.Overhead;

    /// <summary>
    /// Encrypts under the next number. At the end of the chain the last number is used again, because nobody accepts a higher
    /// one.
    /// </summary>
    /// <param name="state">The chain.</param>
    /// <param name="plaintext">Any length, also empty.</param>
    /// <param name="random">Draws the nonce.</param>
    public static HashRatchetEncryption Encrypt(
        HashRatchetState state,
        ReadOnlySpan<byte> plaintext,
        IRandomSource random
    )
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(random);
        var number = Math.Min(state.Position + 1, SecureTransportLimits.MaxHashRatchetNumber);
        Span<byte> key = stackalloc byte[HashRatchetKeys.KeyLength];
        Span<byte> nonce = stackalloc byte[AesGcmSuffix.NonceLength];
        state.Chain.Derive(number, key);
        random.Fill(nonce, RandomPurpose.HashRatchetNonce);
        var payload = new byte[plaintext.Length + Overhead];
        AesGcmSuffix.Seal(key, nonce, plaintext, payload);
        CryptographicOperations.ZeroMemory(key);
        return new(state.After(number), GroupHeaders.OfMessage(state.Key, number), payload);
    }

    /// <summary>Decrypts a message with a number, also one that was read before. Nothing that a peer sends throws.</summary>
    /// <param name="state">The chain of the key that the header names.</param>
    /// <param name="number">The header's number.</param>
    /// <param name="payload">Ciphertext || tag || nonce, of any length.</param>
    /// <returns>
    /// <see cref="RatchetOutcome.Forged"/> when it was not sealed with this key and number,
    /// <see cref="RatchetOutcome.TooFarAhead"/> beyond the end of the chain, <see cref="RatchetOutcome.Malformed"/> when the
    /// number is 0 or the payload too short.
    /// </returns>
    public static HashRatchetDecryption Decrypt(HashRatchetState state, uint number, ReadOnlySpan<byte> payload)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (number == 0 || payload.Length < Overhead)
            return new(RatchetOutcome.Malformed, state, default);
        if (number > SecureTransportLimits.MaxHashRatchetNumber)
            return new(RatchetOutcome.TooFarAhead, state, default);
        Span<byte> key = stackalloc byte[HashRatchetKeys.KeyLength];
        state.Chain.Derive(number, key);
        var plaintext = new byte[AesGcmSuffix.PlaintextLength(payload.Length)];
        var isOpened = AesGcmSuffix.TryOpen(key, payload, plaintext);
        CryptographicOperations.ZeroMemory(key);
        return isOpened
            ? new(RatchetOutcome.Decrypted, state.After(number), plaintext)
            : new(RatchetOutcome.Forged, state, default);
    }
}
