using System.Diagnostics;

namespace WakuGrains.Silo.Tests;

/// <summary>The program as it is delivered, run in a process of its own until it ends.</summary>
internal static class SiloProgram
{
    private static readonly string Path = System.IO.Path.Combine(AppContext.BaseDirectory, "WakuGrains.Silo.dll");

    public static Task<Run> RunAsync(params string[] arguments) => RunAsync("", arguments);

    public static async Task<Run> RunAsync(
        string input,
        string[] arguments,
        params (string Variable, string Value)[] environment
    )
    {
        var cancel = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo("dotnet", [Path, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("WAKUGRAINS_API_KEY");
        start.Environment.Remove("WAKUGRAINS_DATA");
        start.Environment.Remove("WAKUGRAINS_PASSPHRASE");
        start.Environment.Remove("WAKUGRAINS_AZURE_STORAGE");
        foreach (var (variable, value) in environment)
            start.Environment[variable] = value;
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancel);
            var error = process.StandardError.ReadToEndAsync(cancel);
            await process.StandardInput.WriteAsync(input.AsMemory(), cancel);
            process.StandardInput.Close();
            await process.WaitForExitAsync(cancel);
            return new(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    public static async Task ShouldFailWithSentenceAsync(string words, params string[] arguments)
    {
        var run = await RunAsync(arguments);
        run.ExitCode.ShouldBe(1, run.Output + run.Error);
        run.Error.ShouldContain(words);
        run.Error.Trim().Split('\n').Length.ShouldBe(1, run.Error);
    }
}

/// <summary>How a run ended and what it said.</summary>
internal sealed record Run(int ExitCode, string Output, string Error)
{
    /// <summary>What it answered, where it did what was asked.</summary>
    public string Answer()
    {
        ExitCode.ShouldBe(0, Output + Error);
        return Output.Trim();
    }
}
