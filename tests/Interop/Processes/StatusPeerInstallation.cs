using System.Diagnostics;
using WakuGrains.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(WakuGrains.Interop.Tests.Processes.StatusPeerInstallation))]

namespace WakuGrains.Interop.Tests.Processes;

/// <summary>
/// The other implementation, copied from beside the repository and installed once for a test run. Where it cannot be, every
/// test that asks for it is skipped and says why.
/// </summary>
public sealed class StatusPeerInstallation : IAsyncLifetime
{
    private static readonly TimeSpan InstallationTime = TimeSpan.FromMinutes(3);

    private readonly TemporaryDirectory directory = new();
    private string? missing;

    /// <summary>Starts the peer's driver; skips the test where the peer is not installed.</summary>
    public JsonLinesProcess Start()
    {
        Assert.SkipWhen(missing is not null, $"No live conversation with the other implementation: {missing}");
        return JsonLinesProcess.Start("node", ["driver.mjs"], directory.Path);
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var source = FindSource();
        if (source is null)
        {
            missing = "shared/peers/status-peer is not beside the repository.";
            return;
        }

        foreach (var tool in (string[])["node", "npm"])
        {
            if (await RunAsync(tool, ["--version"]) is { } failure)
            {
                missing = $"{tool} does not run: {failure}";
                return;
            }
        }

        Copy(source, new DirectoryInfo(directory.Path));
        if (await RunAsync("npm", ["ci", "--no-audit", "--no-fund"]) is { } notInstalled)
            missing = $"npm ci failed: {notInstalled}";
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        directory.Dispose();
        return ValueTask.CompletedTask;
    }

    private static DirectoryInfo? FindSource()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (!File.Exists(Path.Combine(at.FullName, "WakuGrains.sln")))
                continue;
            var source = new DirectoryInfo(Path.Combine(at.FullName, "..", "shared", "peers", "status-peer"));
            return source.Exists ? source : null;
        }

        return null;
    }

    // Files are written anew, so that what is read-only there is not here.
    private static void Copy(DirectoryInfo source, DirectoryInfo destination)
    {
        destination.Create();
        foreach (var file in source.EnumerateFiles())
            File.WriteAllBytes(Path.Combine(destination.FullName, file.Name), File.ReadAllBytes(file.FullName));
        foreach (var folder in source.EnumerateDirectories().Where(folder => folder.Name != "node_modules"))
            Copy(folder, destination.CreateSubdirectory(folder.Name));
    }

    /// <summary>Runs a program to its end; answers with what went wrong.</summary>
    private async Task<string?> RunAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = directory.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = await process.StandardError.ReadToEndAsync().WaitAsync(InstallationTime);
            await output;
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? null : $"exit code {process.ExitCode}. {errors}";
        }
        catch (System.ComponentModel.Win32Exception notFound)
        {
            return notFound.Message;
        }
    }
}
