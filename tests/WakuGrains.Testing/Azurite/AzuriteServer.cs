using System.Diagnostics;

namespace WakuGrains.Testing.Azurite;

/// <summary>A running table service on this machine, in memory: it survives silos, not itself.</summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    // The account that every emulator has.
    private const string Account = "devstoreaccount1";
    private const string AccountKey =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process process;

    private AzuriteServer(Process process, int port)
    {
        this.process = process;
        ConnectionString =
            $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={AccountKey};TableEndpoint=http://127.0.0.1:{port}/{Account};";
    }

    /// <summary>How to reach it.</summary>
    public string ConnectionString { get; }

    /// <summary>Starts one on a port of its own.</summary>
    /// <exception cref="AzuriteMissingException">It is not to be had on this machine.</exception>
    public static async Task<AzuriteServer> StartAsync()
    {
        var script = await AzuriteInstallation.FindAsync();
        var port = FreePort.Find();
        var start = new ProcessStartInfo(
            "node",
            [
                script,
                "--silent",
                "--disableTelemetry",
                "--inMemoryPersistence",
                "--tableHost",
                "127.0.0.1",
                "--tablePort",
                $"{port}",
            ]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var started = Process.Start(start)!;
        await WaitForWordAsync(started);
        return new AzuriteServer(started, port);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    // It says when it listens, and afterwards nothing that matters.
    private static async Task WaitForWordAsync(Process started)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await started.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (!line.Contains("successfully", StringComparison.Ordinal))
                continue;
            _ = started.StandardOutput.ReadToEndAsync(CancellationToken.None);
            _ = started.StandardError.ReadToEndAsync(CancellationToken.None);
            return;
        }

        throw new AzuriteMissingException(
            $"it did not start: {await started.StandardError.ReadToEndAsync(CancellationToken.None)}"
        );
    }
}
