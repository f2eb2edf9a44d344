using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.SecureTransport;

/// <summary>
/// The receiving side of the Double Ratchet (facts 3.5). Cheap checks first, then at most one key agreement and
/// <see cref="RatchetLimits.MaxSkip"/> chain steps up to the tag; everything else only after the tag has verified.
/// </summary>
internal sealed class RatchetReceiver(RatchetSuite suite, RatchetLimits limits)
{
    public RatchetDecryption Decrypt(
        RatchetState state,
        MessageKeyStore keys,
        in RatchetHeader header,
        ReadOnlySpan<byte> payload,
        IRandomSource random
    )
    {
        if (header.Key.Bytes.Length != suite.PublicKeyLength || payload.Length < RatchetCipher.Overhead)
            return Refuse(RatchetOutcome.Malformed, state, keys);
        if (keys.TryGet(new MessageKeyId(header.Key, header.N), out var skipped))
            return OpenSkipped(state, keys, skipped, header, payload);
        if (header.Key.Equals(state.RemoteKey))
            return ContinueChain(state, keys, header, payload);
        return RefusalOfNewKey(state, header) is { } refusal
            ? Refuse(refusal, state, keys)
            : Turn(state, keys, header, payload, random);
    }

    private static RatchetDecryption Refuse(RatchetOutcome outcome, RatchetState state, MessageKeyStore keys) =>
        new(outcome, state, keys, ReadOnlyMemory<byte>.Empty);

    private static RatchetDecryption OpenSkipped(
        RatchetState state,
        MessageKeyStore keys,
        SkippedMessageKey skipped,
        in RatchetHeader header,
        ReadOnlySpan<byte> payload
    ) =>
        RatchetCipher.TryOpen(skipped.Key, header, payload, out var plaintext)
            ? new RatchetDecryption(RatchetOutcome.Decrypted, state, keys.Remove(skipped), plaintext)
            : Refuse(RatchetOutcome.Forged, state, keys);

    private RatchetDecryption ContinueChain(
        RatchetState state,
        MessageKeyStore keys,
        in RatchetHeader header,
        ReadOnlySpan<byte> payload
    )
    {
        if (header.N < state.ReceivingN)
            return Refuse(RatchetOutcome.Duplicate, state, keys);
        if (IsTooFar(state.ReceivingN, header.N))
            return Refuse(RatchetOutcome.TooFarAhead, state, keys);

        var next = state.Clone();
        if (!TryRead(next.ReceivingChainKeyBytes, header.N - state.ReceivingN, header, payload, out var plaintext))
        {
            next.Dispose();
            return Refuse(RatchetOutcome.Forged, state, keys);
        }

        var skipped = new SkippedKeys(state.KeysCount);
        skipped.Collect(state.ReceivingChainKey, header.Key, state.ReceivingN, header.N);
        next.ReceivingN = header.N + 1;
        return Commit(next, keys, skipped, plaintext);
    }

    /// <summary>What can be said about a header with a key that is not the current one, before any curve arithmetic.</summary>
    private RatchetOutcome? RefusalOfNewKey(RatchetState state, in RatchetHeader header)
    {
        foreach (var retired in state.Retired)
        {
            if (retired.Key.Equals(header.Key))
                return header.N < retired.Length ? RatchetOutcome.Duplicate : RatchetOutcome.Forged;
        }

        if (header.Pn < state.ReceivingN)
            return RatchetOutcome.Forged;
        return IsTooFar(state.ReceivingN, header.Pn) || IsTooFar(0, header.N) ? RatchetOutcome.TooFarAhead : null;
    }

    /// <summary>A new ratchet key: agree, read the message, and only then draw our own next key.</summary>
    private RatchetDecryption Turn(
        RatchetState state,
        MessageKeyStore keys,
        in RatchetHeader header,
        ReadOnlySpan<byte> payload,
        IRandomSource random
    )
    {
        Span<byte> shared = stackalloc byte[RatchetSuite.SecretLength];
        Span<byte> chainStart = stackalloc byte[RatchetState.KeyLength];
        try
        {
            if (!suite.TryAgree(state.OwnPrivateKey, header.Key, shared))
                return Refuse(RatchetOutcome.Malformed, state, keys);

            var next = state.Clone();
            RatchetKdf.StepRoot(next.RootKeyBytes, shared, chainStart);
            chainStart.CopyTo(next.ReceivingChainKeyBytes);
            if (!TryRead(next.ReceivingChainKeyBytes, header.N, header, payload, out var plaintext))
            {
                next.Dispose();
                return Refuse(RatchetOutcome.Forged, state, keys);
            }

            var skipped = new SkippedKeys(state.KeysCount);
            if (state.RemoteKey is not null)
                skipped.Collect(state.ReceivingChainKey, state.RemoteKey, state.ReceivingN, header.Pn);
            skipped.Collect(chainStart, header.Key, 0, header.N);
            Retire(next, header);
            next.ReceivingN = header.N + 1;
            StepSending(next, shared, random);
            return Commit(next, keys, skipped, plaintext);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(shared);
            CryptographicOperations.ZeroMemory(chainStart);
        }
    }

    /// <summary>Skips in a chain, moves it past the message and decrypts; the chain key is changed in place either way.</summary>
    private static bool TryRead(
        Span<byte> chainKey,
        uint skip,
        in RatchetHeader header,
        ReadOnlySpan<byte> payload,
        [NotNullWhen(true)] out byte[]? plaintext
    )
    {
        Span<byte> messageKey = stackalloc byte[RatchetState.KeyLength];
        RatchetKdf.StepChain(chainKey, skip);
        RatchetKdf.TakeMessageKey(chainKey, messageKey);
        var opened = RatchetCipher.TryOpen(messageKey, header, payload, out plaintext);
        CryptographicOperations.ZeroMemory(messageKey);
        return opened;
    }

    private static void Retire(RatchetState next, in RatchetHeader header)
    {
        if (next.RemoteKey is not null)
        {
            var kept = next.Retired.Length < RatchetLimits.RetiredChains ? next.Retired : next.Retired.RemoveAt(0);
            next.Retired = kept.Add(new RetiredChain(next.RemoteKey, header.Pn));
        }

        next.RemoteKey = header.Key;
    }

    /// <summary>Draws our next ratchet pair and starts the sending chain that answers the new key.</summary>
    private void StepSending(RatchetState next, Span<byte> shared, IRandomSource random)
    {
        next.OwnKey = suite.GenerateKeyPair(random, next.OwnPrivateKeyBytes);
        if (!suite.TryAgree(next.OwnPrivateKey, next.RemoteKey!, shared))
            throw new CryptographicException("A ratchet key that agreed with one key does not agree with the next.");
        RatchetKdf.StepRoot(next.RootKeyBytes, shared, next.SendingChainKeyBytes);
        next.Pn = next.SendingN;
        next.SendingN = 0;
    }

    private RatchetDecryption Commit(RatchetState next, MessageKeyStore keys, SkippedKeys skipped, byte[] plaintext)
    {
        // The key of the message itself is counted, as on the deployed network, but never stored.
        next.KeysCount = skipped.NextSequence + 1;
        return new RatchetDecryption(
            RatchetOutcome.Decrypted,
            next,
            keys.With(skipped.Keys).Trim(limits, next.KeysCount),
            plaintext
        );
    }

    private bool IsTooFar(uint expected, uint actual) =>
        actual == uint.MaxValue || actual > (ulong)expected + (ulong)limits.MaxSkip;
}
