using System.CommandLine;
using System.Text;
using Spectre.Console;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Silo.Hosting;

namespace WakuGrains.Silo.Cli;

/// <summary>The passphrase of an archive: from a file, the environment or, on a terminal, whoever sits there.</summary>
internal static class Passphrase
{
    public const string Variable = "WAKUGRAINS_PASSPHRASE";

    // Whoever has the archive may try as many as there is time for.
    private const int MinLength = 12;

    public static Option<string?> FileOption() =>
        new("--passphrase-file")
        {
            Description =
                $"The file that holds the passphrase, - reads standard input; else ${Variable}, else it is asked for.",
            HelpName = "FILE",
        };

    /// <summary>The passphrase of an archive that is to be written; asked for twice.</summary>
    /// <exception cref="SiloException">There is none, it is short, or was not repeated.</exception>
    public static async Task<SecretBytes> NewAsync(string? file, CancellationToken cancellationToken)
    {
        if (await FindAsync(file, cancellationToken) is not { } passphrase)
        {
            passphrase = await AskAsync("Passphrase for the archive:", cancellationToken);
            if (await AskAsync("Once more:", cancellationToken) != passphrase)
                throw new SiloException("The two passphrases differ.");
        }

        return passphrase.Length >= MinLength
            ? Secret(passphrase)
            : throw new SiloException($"The passphrase has {passphrase.Length} characters; use {MinLength} at least.");
    }

    /// <summary>The passphrase of an archive that is there.</summary>
    /// <exception cref="SiloException">There is none.</exception>
    public static async Task<SecretBytes> ReadAsync(string? file, CancellationToken cancellationToken) =>
        Secret(
            await FindAsync(file, cancellationToken) ?? await AskAsync("Passphrase of the archive:", cancellationToken)
        );

    // The end of the last line is an editor's, not the passphrase's.
    private static async Task<string?> FindAsync(string? file, CancellationToken cancellationToken) =>
        file is null
            ? Environment.GetEnvironmentVariable(Variable)
            : (await SecretFile.ReadAsync(file, cancellationToken)).TrimEnd('\r', '\n');

    private static Task<string> AskAsync(string question, CancellationToken cancellationToken) =>
        Console.IsInputRedirected || Console.IsOutputRedirected
            ? throw new SiloException($"There is no passphrase: give --passphrase-file or set ${Variable}.")
            : new TextPrompt<string>(question).Secret(mask: null).ShowAsync(AnsiConsole.Console, cancellationToken);

    private static SecretBytes Secret(string passphrase) => new(Encoding.UTF8.GetBytes(passphrase));
}
