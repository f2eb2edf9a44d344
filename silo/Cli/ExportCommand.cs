using System.CommandLine;
using WakuGrains.Archives;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Silo.Hosting;

namespace WakuGrains.Silo.Cli;

/// <summary><c>export</c>: moves everything that a stopped silo or cluster keeps into one encrypted file. Knows no engine.</summary>
internal static class ExportCommand
{
    // What has this name is not known to be whole, and its store not to be sealed.
    private const string Unfinished = ".part";

    public static Command Create()
    {
        var store = new StoreOptions();
        var passphraseFile = Passphrase.FileOption();
        var to = new Option<string>("--to")
        {
            Description = "The archive to write; a file that is there is left as it is.",
            HelpName = "FILE",
            Required = true,
        };
        var command = new Command(
            "export",
            "Moves everything that a stopped silo or cluster keeps into an encrypted archive. It cannot be served afterwards."
        )
        {
            to,
            passphraseFile,
        };
        store.AddTo(command);
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    store.Read(parsed),
                    Path.GetFullPath(parsed.GetRequiredValue(to)),
                    parsed.GetValue(passphraseFile),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        SiloOptions options,
        string path,
        string? passphraseFile,
        CancellationToken cancellationToken
    )
    {
        RefuseExisting(path);
        using var passphrase = await Passphrase.NewAsync(passphraseFile, cancellationToken);
        var tally = new ArchiveTally();
        await using var store = await ArchiveStore.OpenAsync(options, cancellationToken);
        await ExportAsync(store.Source, path, passphrase, tally, cancellationToken);
        tally.Print();
        Console.WriteLine($"Everything is in {path}; it is to be imported once.");
        Console.WriteLine($"What is in {store.Name} cannot be served any more.");
        return 0;
    }

    /// <summary>An archive that has its name is whole and on the disk, and its store is sealed.</summary>
    private static async Task ExportAsync(
        IArchiveSource source,
        string path,
        SecretBytes passphrase,
        ArchiveTally tally,
        CancellationToken cancellationToken
    )
    {
        var unfinished = path + Unfinished;
        var file = PrivateFile.Create(unfinished);
        try
        {
            await using (file)
            {
                var records = tally.Count(source.ReadAllAsync(cancellationToken));
                await ArchiveFileWriter.WriteAsync(
                    file,
                    passphrase,
                    records,
                    SystemRandomSource.Instance,
                    cancellationToken
                );
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
