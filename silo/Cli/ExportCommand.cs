using System.CommandLine;
using WakuGrains.Archives;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Silo.Hosting;

namespace WakuGrains.Silo.Cli;

/// <summary><c>export</c>: moves everything that a stopped silo keeps into one encrypted file. Knows no engine.</summary>
internal static class ExportCommand
{
    // What has this name is not known to be whole, and its store not to be sealed.
    private const string Unfinished = ".part";

    public static Command Create()
    {
        var data = SharedOptions.Data();
        var passphraseFile = Passphrase.FileOption();
        var to = new Option<string>("--to")
        {
            Description = "The archive to write; a file that is there is left as it is.",
            HelpName = "FILE",
            Required = true,
        };
        var command = new Command(
            "export",
            "Moves everything that a stopped silo keeps into an encrypted archive. The silo cannot be served afterwards."
        )
        {
            to,
            passphraseFile,
            data,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    new DataDirectory(parsed.GetRequiredValue(data)),
                    Path.GetFullPath(parsed.GetRequiredValue(to)),
                    parsed.GetValue(passphraseFile),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        DataDirectory data,
        string path,
        string? passphraseFile,
        CancellationToken cancellationToken
    )
    {
        RefuseExisting(path);
        using var passphrase = await Passphrase.NewAsync(passphraseFile, cancellationToken);
        await using var services = SiloServices.BuildUnstarted(new SiloOptions { Data = data });
        var tally = new ArchiveTally();
        await ExportAsync(services, path, passphrase, tally, cancellationToken);
        tally.Print();
        Console.WriteLine($"Everything is in {path}; it is to be imported once.");
        Console.WriteLine($"What is in {data.Path} cannot be served any more.");
        return 0;
    }

    /// <summary>An archive that has its name is whole and on the disk, and its store is sealed.</summary>
    private static async Task ExportAsync(
        ServiceProvider services,
        string path,
        SecretBytes passphrase,
        ArchiveTally tally,
        CancellationToken cancellationToken
    )
    {
        var source = services.GetRequiredService<IArchiveSource>();
        var unfinished = path + Unfinished;
        var file = PrivateFile.Create(unfinished);
        try
        {
            await using (file)
            {
                var records = tally.Count(source.ReadAllAsync(cancellationToken));
                var random = services.GetRequiredService<IRandomSource>();
                await ArchiveFileWriter.WriteAsync(file, passphrase, records, random, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            await source.SealAsync(cancellationToken);
            File.Move(unfinished, path, overwrite: false);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    private static void RefuseExisting(string path)
    {
        if (Path.Exists(path))
            throw new SiloException($"{path} exists already and was left as it is.");
        if (Path.Exists(path + Unfinished))
            throw new SiloException($"{path}{Unfinished} is left of an export that broke off; delete it first.");
    }
}
