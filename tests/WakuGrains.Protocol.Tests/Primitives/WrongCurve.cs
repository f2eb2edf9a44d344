using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.Tests.Primitives;

/// <summary>A curve library whose ECDH gives a wrong answer: hashed instead of raw, say.</summary>
internal sealed class WrongCurve(ISecp256k1 right) : ISecp256k1
{
    public string Name => "wrong";

    public bool IsValidPrivateKey(ReadOnlySpan<byte> privateKey) => right.IsValidPrivateKey(privateKey);

    public void DerivePublicKey(ReadOnlySpan<byte> privateKey, Span<byte> uncompressed) =>
        right.DerivePublicKey(privateKey, uncompressed);

    public bool TryParsePublicKey(ReadOnlySpan<byte> encoded, Span<byte> uncompressed) =>
        right.TryParsePublicKey(encoded, uncompressed);

    public bool TryComputeSharedX(
        ReadOnlySpan<byte> privateKey,
        ReadOnlySpan<byte> publicKeyUncompressed,
        Span<byte> sharedX
    )
    {
        sharedX.Fill(1);
        return true;
    }

    public void SignRecoverable(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> hash, Span<byte> signature) =>
        right.SignRecoverable(privateKey, hash, signature);

    public bool TryRecover(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature, Span<byte> uncompressed) =>
        right.TryRecover(hash, signature, uncompressed);
}
