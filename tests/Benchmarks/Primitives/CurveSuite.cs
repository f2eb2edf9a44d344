using BenchmarkDotNet.Attributes;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Benchmarks.Primitives;

/// <summary>What needs secp256k1, with both libraries.</summary>
[MemoryDiagnoser]
public class CurveSuite
{
    private readonly byte[] shared = new byte[32];
    private readonly byte[] hash = new byte[32];
    private readonly byte[] signature = new byte[65];
    private readonly byte[] point = new byte[65];
    private readonly byte[] topicKey = Enumerable.Repeat((byte)7, 32).ToArray();
    private readonly byte[] data = new byte[1000];
    private ISecp256k1 curve = null!;
    private KeyPair own = null!;
    private KeyPair peer = null!;
    private byte[] symmetric = null!;
    private byte[] asymmetric = null!;

    [Params(CryptoPreference.Native, CryptoPreference.Managed)]
    public CryptoPreference Library { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        curve = Secp256k1Provider.Select(Library).Curve;
        own = KeyPair.Generate(curve, SystemRandomSource.Instance, RandomPurpose.Identity);
        peer = KeyPair.Generate(curve, SystemRandomSource.Instance, RandomPurpose.Identity);
        Keccak256.Hash(data, hash);
        Sign();
        symmetric = SealSymmetric();
        asymmetric = SealAsymmetric();
    }

    [Benchmark(Baseline = true)]
    public bool Ecdh() => curve.TryComputeSharedX(own.PrivateKey, peer.PublicKey.Uncompressed, shared);

    [Benchmark]
    public KeyPair KeyGeneration() => KeyPair.Generate(curve, SystemRandomSource.Instance, RandomPurpose.RatchetKey);

    [Benchmark]
    public void Sign() => curve.SignRecoverable(own.PrivateKey, hash, signature);

    [Benchmark]
    public bool Recover() => curve.TryRecover(hash, signature, point);

    [Benchmark]
    public bool DecodeCompressedKey() => curve.TryParsePublicKey(peer.PublicKey.Compressed, point);

    [Benchmark]
    public byte[] SealSymmetric() => PayloadV1.SealSymmetric(curve, data, own, topicKey, SystemRandomSource.Instance);

    [Benchmark]
    public bool OpenSymmetric() => PayloadV1.OpenSymmetric(curve, topicKey, symmetric).IsOpened;

    [Benchmark]
    public byte[] SealAsymmetric() =>
        PayloadV1.SealAsymmetric(curve, data, own, peer.PublicKey, SystemRandomSource.Instance);

    [Benchmark]
    public bool OpenAsymmetric() => PayloadV1.OpenAsymmetric(curve, peer, asymmetric).IsOpened;
}
