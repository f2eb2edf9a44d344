using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Benchmarks;

/// <summary>What is asked of a benchmark.</summary>
/// <param name="Crypto">The curve library.</param>
/// <param name="Duration">How long each measurement takes.</param>
/// <param name="Pairs">Pairs of bots in the pipeline.</param>
internal sealed record BenchmarkOptions(CryptoPreference Crypto, TimeSpan Duration, int Pairs);
