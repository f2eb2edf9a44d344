using WakuGrains.Benchmarks.Measuring;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Benchmarks.Ratchet;

/// <summary>The ratchet's figures for people: against U, against the targets, where the time goes, what a session weighs.</summary>
internal static class RatchetReport
{
    private const int Short = 10;
    private const int Long = 10_000;

    public static async Task WriteAsync(BenchmarkOptions options, TimeProvider time, TextWriter output)
    {
        var curve = Secp256k1Provider.Select(options.Crypto).Curve;
        var rounds = new Rounds(time);
        var measurement = new RatchetMeasurement(rounds, curve);
        var parts = new RatchetParts(rounds, curve);
        rounds.Run(options.Duration);

        await output.WriteLineAsync($"{Machine.Describe()}; curve library: {curve.Name}\n");
        WriteRatios(measurement.Figures, output);
        WriteParts(measurement.Figures, parts, output);
        WriteMemory(new SessionMemory(curve), output);
    }

    private static void WriteRatios(RatchetFigures figures, TextWriter output)
    {
        var isNative = figures.Crypto == "native";
        var unit = isNative ? "U" : "M";
        var scale = figures.EcdhMicros;
        string Ratio(double micros) => $"{micros / scale:0.00} {unit}";
        new Table("figure", "µs", "ratio", "target", "deployed Go peer")
            .Row($"{unit}: one Diffie-Hellman, {figures.Crypto}", Text(scale), "1", "", "1 U")
            .Row(
                "one Diffie-Hellman, native",
                Text(figures.NativeEcdhMicros),
                Ratio(figures.NativeEcdhMicros ?? 0),
                "",
                ""
            )
            .Row(
                "ping-pong, a message",
                Text(figures.PingPongMicros),
                Ratio(figures.PingPongMicros),
                $"≤ 3 {unit}",
                "5.5 U, 19 U with its database"
            )
            .Row(
                "burst, a message",
                Text(figures.BurstMicros),
                Ratio(figures.BurstMicros),
                isNative ? "≤ 0.3 U" : "",
                "0.24 U, 13 U with its database"
            )
            .Row(
                "set-up, both sides",
                Text(figures.SetupMicros),
                Ratio(figures.SetupMicros),
                $"≤ 14 {unit}",
                "15 U, 35 U with its database"
            )
            .Write(output);
    }

    private static void WriteParts(RatchetFigures figures, RatchetParts parts, TextWriter output)
    {
        var table = new Table("a ping-pong message", "µs", "share");
        void Row(string part, double micros) => table.Row(part, Text(micros), $"{micros / figures.PingPongMicros:P0}");
        foreach (var (part, micros) in parts.InsideTheRatchet)
            Row(part, micros);
        Row(
            "the rest: copies of the state, allocations",
            figures.PingPongMicros - parts.InsideTheRatchet.Sum(part => part.Micros)
        );
        table.Row("protobuf around it, not in the figure", Text(parts.ProtobufMicros), "");
        table.Write(output);
    }

    private static void WriteMemory(SessionMemory memory, TextWriter output)
    {
        var table = new Table("a loaded session", "bytes in memory", "bytes of its record");
        foreach (var messages in (int[])[Short, Long])
        {
            var (loaded, stored) = memory.After(messages);
            table.Row($"after {messages} messages", $"{loaded}", $"{stored}");
        }

        table.Write(output);
    }

    private static string Text(double? micros) => micros is { } value ? $"{value:0.00}" : "not on this machine";
}
