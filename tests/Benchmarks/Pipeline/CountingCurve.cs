using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Benchmarks.Pipeline;

/// <summary>How often the curve was asked for what.</summary>
internal readonly record struct CurveCounts(long Agreements, long Derivations, long Signatures, long Recoveries)
{
    public static CurveCounts operator -(CurveCounts left, CurveCounts right) =>
        new(
            left.Agreements - right.Agreements,
            left.Derivations - right.Derivations,
            left.Signatures - right.Signatures,
            left.Recoveries - right.Recoveries
        );
}

/// <summary>A curve library that counts, so that the cryptography of the very mix that ran can be measured alone.</summary>
internal sealed class CountingCurve(ISecp256k1 inner) : ISecp256k1
{
    private long agreements;
    private long derivations;
    private long signatures;
    private long recoveries;

    public string Name => inner.Name;

    public ISecp256k1 Inner => inner;

    public CurveCounts Counts =>
        new(
            Interlocked.Read(ref agreements),
            Interlocked.Read(ref derivations),
            Interlocked.Read(ref signatures),
            Interlocked.Read(ref recoveries)
        );

    public bool IsValidPrivateKey(ReadOnlySpan<byte> privateKey) => inner.IsValidPrivateKey(privateKey);

    public void DerivePublicKey(ReadOnlySpan<byte> privateKey, Span<byte> uncompressed)
    {
        Interlocked.Increment(ref derivations);
        inner.DerivePublicKey(privateKey, uncompressed);
    }

    public bool TryParsePublicKey(ReadOnlySpan<byte> encoded, Span<byte> uncompressed) =>
        inner.TryParsePublicKey(encoded, uncompressed);

    public bool TryComputeSharedX(
        ReadOnlySpan<byte> privateKey,
        ReadOnlySpan<byte> publicKeyUncompressed,
        Span<byte> sharedX
    )
    {
        Interlocked.Increment(ref agreements);
        return inner.TryComputeSharedX(privateKey, publicKeyUncompressed, sharedX);
    }

    public void SignRecoverable(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> hash, Span<byte> signature)
    {
        Interlocked.Increment(ref signatures);
        inner.SignRecoverable(privateKey, hash, signature);
    }

    public bool TryRecover(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature, Span<byte> uncompressed)
    {
        Interlocked.Increment(ref recoveries);
        return inner.TryRecover(hash, signature, uncompressed);
    }
}
