using WakuGrains.Benchmarks.Measuring;

namespace WakuGrains.Benchmarks.Pipeline;

/// <summary>The pipeline's figures for people: against the targets, and where a message's time goes.</summary>
internal static class PipelineReport
{
    public static async Task WriteAsync(PipelineResult result, TextWriter output)
    {
        await output.WriteLineAsync(
            $"{Machine.Describe()}; curve library: {result.Crypto}; {result.Pairs} pairs, both bots of each writing\n"
        );
        WriteFigures(result.Figures, output);
        WriteMix(result.Load, output);
        WriteCosts(result.Costs, output);
    }

    private static void WriteFigures(PipelineFigures figures, TextWriter output) =>
        new Table("figure", "value", "target")
            .Row("messages a second", $"{figures.MessagesPerSecond:0}", "≥ 3000 on 2 cores, native")
            .Row("their primitives alone, a second", $"{figures.PrimitivesPerSecond:0}", "")
            .Row("ratio", $"{figures.MessagesPerSecond / figures.PrimitivesPerSecond:0.00}", "≥ 0.5")
            .Row("p50 at 200 messages a second", $"{figures.P50Ms:0.00} ms", "< 5 ms")
            .Row("p99 at 200 messages a second", $"{figures.P99Ms:0.00} ms", "")
            .Row("lost", $"{figures.Lost}", "0")
            .Row("duplicated", $"{figures.Duplicated}", "0")
            .Write(output);

    private static void WriteMix(LoadWindow load, TextWriter output)
    {
        var mix = CryptographyMix.Of(load);
        new Table("each message needed", "on average")
            .Row("frames", $"{mix.Frames:0.00}")
            .Row("signatures", $"{mix.Signatures:0.00}")
            .Row("signers recovered", $"{mix.Recoveries:0.00}")
            .Row("Diffie-Hellmans", $"{mix.Agreements:0.00}")
            .Row("turns of a ratchet", $"{mix.Turns:0.00}")
            .Row("transactions of the store", $"{(double)load.Groups.Count / load.Messages:0.00}")
            .Row("operations in one of them", $"{(double)load.Groups.Operations / load.Groups.Count:0.0}")
            .Row("bytes allocated", $"{load.Allocated / load.Messages}")
            .Write(output);
    }

    private static void WriteCosts(MessageCosts costs, TextWriter output)
    {
        var table = new Table("where a message's processor time goes", "µs", "share");
        void Row(string part, double micros) => table.Row(part, $"{micros:0.0}", $"{micros / costs.Total:P0}");
        Row("cryptography", costs.Cryptography);
        Row("protobuf", costs.Protobuf);
        if (costs.Writer is { } writer)
            Row("the store's writer: SQLite, at-rest encryption", writer);
        Row(
            "the rest: requests, activations, reads, allocations",
            costs.Total - costs.Cryptography - costs.Protobuf - (costs.Writer ?? 0)
        );
        Row("all", costs.Total);
        table.Write(output);
    }
}
