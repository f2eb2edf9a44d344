using System.ComponentModel;
using System.Diagnostics;

namespace WakuGrains.Testing.Azurite;

/// <summary>Azurite, an emulator of Azure's table service, from npm: installed once for a checkout, in its artifacts.</summary>
public static class AzuriteInstallation
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Installs it, if it is not there yet.</summary>
    /// <returns>The script that starts the table service.</returns>
    /// <exception cref="AzuriteMissingException">There is no Node.js or npm, or npm did not get it.</exception>
    public static async Task<string> FindAsync()
    {
        var source = Path.Combine(AppContext.BaseDirectory, "Azurite");
        var target = Directory.CreateDirectory(Path.Combine(FindRoot(), "artifacts", "azurite"));
        // Several test programs may look for it at once.
        await using var turn = await WaitForTurnAsync(Path.Combine(target.FullName, "lock"));
        var script = Path.Combine(target.FullName, "node_modules", "azurite", "dist", "src", "table", "main.js");
        var isCurrent = File.Exists(script) && IsSame(source, target.FullName, "package-lock.json");
        foreach (var file in (string[])["package.json", "package-lock.json"])
            File.Copy(Path.Combine(source, file), Path.Combine(target.FullName, file), overwrite: true);
        await RunAsync("node", ["--version"], target.FullName);
        if (!isCurrent)
            await RunAsync("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], target.FullName);
        return script;
    }

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "WakuGrains.sln")))
                return at.FullName;
        throw new AzuriteMissingException("this program does not run in a checkout");
    }

    private static bool IsSame(string one, string other, string file) =>
        File.Exists(Path.Combine(other, file))
        && File.ReadAllBytes(Path.Combine(one, file))
            .AsSpan()
            .SequenceEqual(File.ReadAllBytes(Path.Combine(other, file)));

    private static async Task<FileStream> WaitForTurnAsync(string path)
    {
        var begun = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (begun.Elapsed < Patience)
            {
                // Another program installs it; it tells nobody when it is done.
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
            }
        }
    }

    private static async Task RunAsync(string program, string[] arguments, string directory)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = await process.StandardError.ReadToEndAsync().WaitAsync(Patience);
            await output;
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
                throw new AzuriteMissingException(
                    $"{program} {arguments[0]} ended with exit code {process.ExitCode}: {errors}"
                );
        }
        catch (Win32Exception notFound)
        {
            throw new AzuriteMissingException($"{program} does not run: {notFound.Message}");
        }
    }
}
