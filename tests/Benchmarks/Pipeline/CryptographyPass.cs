using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Benchmarks.Pipeline;

/// <summary>What the cryptography of a mix of messages takes.</summary>
/// <param name="MessagesPerSecond">How many messages' worth of it all cores do in a second.</param>
/// <param name="ProcessorMicros">Processor time of one message's worth.</param>
internal readonly record struct CryptographyRate(double MessagesPerSecond, double ProcessorMicros);

/// <summary>The cryptography of a mix of messages alone, on every core.</summary>
internal static class CryptographyPass
{
    private const int Batch = 16;

    /// <summary>Runs it for a while.</summary>
    public static async Task<CryptographyRate> MeasureAsync(
        ISecp256k1 curve,
        CryptographyMix mix,
        TimeSpan duration,
        TimeProvider time
    )
    {
        var sample = new SampleMessage(curve);
        var processor = Environment.CpuUsage.TotalTime;
        var begin = time.GetTimestamp();
        var threads = Enumerable
            .Range(0, Environment.ProcessorCount)
            .Select(_ =>
                Task.Factory.StartNew(
                    () => Count(new MessageCryptography(curve, sample, mix), begin, duration, time),
                    CancellationToken.None,
                    TaskCreationOptions.LongRunning,
                    TaskScheduler.Default
                )
            );
        var count = (await Task.WhenAll(threads)).Sum();
        return new CryptographyRate(
            count / time.GetElapsedTime(begin).TotalSeconds,
            (Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / count
        );
    }

    private static long Count(MessageCryptography message, long begin, TimeSpan duration, TimeProvider time)
    {
        var count = 0L;
        for (; time.GetElapsedTime(begin) < duration; count += Batch)
        for (var i = 0; i < Batch; i++)
            message.Run();
        return count;
    }
}
