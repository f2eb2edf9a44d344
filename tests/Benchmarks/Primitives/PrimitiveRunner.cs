using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace WakuGrains.Benchmarks.Primitives;

/// <summary>Runs the BenchmarkDotNet suites in this process, so that the native libraries are those of the product.</summary>
internal static class PrimitiveRunner
{
    /// <summary>Takes BenchmarkDotNet's own arguments, such as <c>--filter *Ecdh*</c>; every suite without a filter.</summary>
    public static int Run(string[] args)
    {
        var config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
        string[] arguments = args.Length == 0 ? ["--filter", "*"] : args;
        var summaries = BenchmarkSwitcher
            .FromTypes([typeof(CurveSuite), typeof(SymmetricSuite)])
            .Run(arguments, config);
        return summaries.All(summary => summary.Reports.All(report => report.Success)) ? 0 : 1;
    }
}
