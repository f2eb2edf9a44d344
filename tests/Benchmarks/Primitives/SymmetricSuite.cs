using BenchmarkDotNet.Attributes;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Benchmarks.Primitives;

/// <summary>Hashes, key derivation, ciphers and X25519: the same with either secp256k1 library.</summary>
[MemoryDiagnoser]
public class SymmetricSuite
{
    private readonly byte[] key = Enumerable.Range(1, 32).Select(i => (byte)i).ToArray();
    private readonly byte[] publicKey = new byte[32];
    private readonly byte[] output = new byte[32];
    private readonly byte[] derived = new byte[80];
    private byte[] data = [];
    private byte[] transformed = [];
    private byte[] sealedBytes = [];

    [Params(64, 1024)]
    public int Length { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        data = new byte[Length];
        transformed = new byte[Length];
        sealedBytes = new byte[Length + AesGcmSuffix.Overhead];
        X25519.DerivePublicKey(key, publicKey);
        GcmSeal();
    }

    [Benchmark]
    public void Keccak() => Keccak256.Hash(data, output);

    [Benchmark]
    public void Hmac() => HmacSha256.Hash(key, data, output);

    [Benchmark]
    public void Hkdf80() => HkdfSha256.DeriveKey(key, default, data, derived);

    [Benchmark]
    public void Aes256Ctr() => AesCtr.Transform(key, key.AsSpan(0, AesCtr.CounterLength), data, transformed);

    [Benchmark]
    public void GcmSeal() => AesGcmSuffix.Seal(key, key.AsSpan(0, AesGcmSuffix.NonceLength), data, sealedBytes);

    [Benchmark]
    public bool GcmOpen() => AesGcmSuffix.TryOpen(key, sealedBytes, transformed);

    [Benchmark]
    public bool X25519Agreement() => X25519.TryAgree(key, publicKey, output);

    [Benchmark]
    public void X25519Derivation() => X25519.DerivePublicKey(key, output);
}
