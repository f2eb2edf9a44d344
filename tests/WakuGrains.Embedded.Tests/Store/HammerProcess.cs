using System.Diagnostics;
using System.Globalization;
using Shouldly;

namespace WakuGrains.Embedded.Tests.Store;

/// <summary>A process that commits to a store until it is killed.</summary>
internal sealed class HammerProcess : IDisposable
{
    private readonly Process process;

    public HammerProcess(string directory, int entities)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "WakuGrains.StoreHammer.dll");
        var start = new ProcessStartInfo(
            "dotnet",
            [program, directory, entities.ToString(CultureInfo.InvariantCulture)]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        process = Process.Start(start)!;
    }

    /// <summary>Lets it acknowledge a number of commits, kills it and returns the last acknowledged version of each entity.</summary>
    public async Task<IReadOnlyDictionary<string, long>> KillAfterAsync(int commits)
    {
        (await process.StandardOutput.ReadLineAsync()).ShouldBe("ready");
        var acknowledged = new Dictionary<string, long>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Split(' ') is [var key, var version])
                acknowledged[key] = long.Parse(version, CultureInfo.InvariantCulture);
            if (--commits == 0)
                process.Kill();
        }

        await process.WaitForExitAsync();
        return acknowledged;
    }

    /// <summary>What it says when it is refused.</summary>
    public async Task<string> RefusalAsync()
    {
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(1);
        return said;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }
}
