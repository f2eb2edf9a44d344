using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace WakuGrains.Crash.Tests;

/// <summary>The real silo in a process of its own, to be killed.</summary>
internal sealed class SiloProcess : IDisposable
{
    private readonly Process process;

    private SiloProcess(Process process) => this.process = process;

    /// <summary>Starts a silo and returns once its HTTP server answers.</summary>
    public static async Task<SiloProcess> StartAsync(string directory, int port, string wireLog)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            typeof(Silo.Hosting.SiloOptions).Assembly.Location,
            "serve",
            "--data",
            directory,
            "--port",
            $"{port}",
            "--wire-log",
            wireLog,
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        var silo = new SiloProcess(Process.Start(start)!);
        await silo.WaitUntilItAnswersAsync(port);
        return silo;
    }

    /// <summary>A port that is free now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>kill -9, and waits until the process is gone.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }

    private async Task WaitUntilItAnswersAsync(int port)
    {
        // The silo prints that it listens; reading to the end of its output keeps its pipe from filling up.
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var output = new System.Text.StringBuilder();
        void Read(object sender, DataReceivedEventArgs line)
        {
            lock (output)
                output.AppendLine(line.Data);
            if (line.Data?.Contains($":{port}", StringComparison.Ordinal) == true)
                answered.TrySetResult();
        }

        process.OutputDataReceived += Read;
        process.ErrorDataReceived += Read;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) =>
            answered.TrySetException(new InvalidOperationException($"The silo ended by itself: {output}"));
        if (process.HasExited)
            answered.TrySetException(new InvalidOperationException($"The silo ended by itself: {output}"));
        await answered.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }
}
