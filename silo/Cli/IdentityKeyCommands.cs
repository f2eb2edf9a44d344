using System.CommandLine;
using WakuGrains.Client;
using WakuGrains.Silo.Hosting;

namespace WakuGrains.Silo.Cli;

/// <summary>
/// <c>identity import</c> and <c>export</c>. A private key comes from a file or standard input and goes to one; see
/// <see cref="SecretFile"/>.
/// </summary>
internal static class IdentityKeyCommands
{
    public static Command CreateImport()
    {
        var connection = new Connection();
        var name = new Argument<string>("name") { Description = "What to call the identity here." };
        var keyFile = new Option<string>("--key-file")
        {
            Description = "The file that holds the private key, 64 hex digits; - reads standard input.",
            HelpName = "FILE",
            Required = true,
        };
        var command = new Command("import", "Makes an identity from its private key, as another device of it.")
        {
            name,
            keyFile,
        };
        connection.AddTo(command);
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                await using var client = connection.Open(parsed);
                var key = await SecretFile.ReadAsync(parsed.GetRequiredValue(keyFile), cancellationToken);
                var bot = await client.ImportIdentityAsync(parsed.GetRequiredValue(name), key, cancellationToken);
                Console.WriteLine(IdentityCommand.Line(bot.Identity));
                return 0;
            }
        );
        return command;
    }

    public static Command CreateExport()
    {
        var file = new Option<string?>("--out")
        {
            Description = "Write the key into a new file that only you can read, not to standard output.",
            HelpName = "FILE",
        };
        return BotCommand.Create(
            "export",
            "The identity's private key: whoever has it is the identity.",
            [],
            [file],
            async (bot, parsed, cancellationToken) =>
            {
                var export = await bot.ExportAsync(cancellationToken);
                if (parsed.GetValue(file) is { } path)
                    await WriteAsync(path, export);
                else
                    Console.WriteLine(export.PrivateKey);
            }
        );
    }

    private static async Task WriteAsync(string path, WakuIdentityExport export)
    {
        await using (var file = new StreamWriter(PrivateFile.Create(path)))
            await file.WriteLineAsync(export.PrivateKey);
        Console.WriteLine($"{export.PublicKey}  {Path.GetFullPath(path)}");
    }
}
