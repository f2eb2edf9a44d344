using System.CommandLine;
using WakuGrains.Archives;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Silo.Hosting;

namespace WakuGrains.Silo.Cli;

/// <summary><c>import</c>: takes over what another silo has exported, into an empty store. Knows no engine.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var store = new StoreOptions();
        var passphraseFile = Passphrase.FileOption();
        var from = new Option<string>("--from")
        {
            Description = "The archive to read.",
            HelpName = "FILE",
            Required = true,
        };
        var command = new Command(
            "import",
            "Takes over an archive into a new data directory or cluster, to be served there."
        )
        {
            from,
            passphraseFile,
        };
        store.AddTo(command);
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    store.Read(parsed),
                    Path.GetFullPath(parsed.GetRequiredValue(from)),
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
        await using var file = File.OpenRead(path);
        using var passphrase = await Passphrase.ReadAsync(passphraseFile, cancellationToken);
        using var archive = await ArchiveFileReader.OpenAsync(
            file,
            passphrase,
            Secp256k1Provider.Select(options.Crypto).Curve,
            cancellationToken
        );
        options.Data.Create();
        await using var store = await ArchiveStore.OpenAsync(options, cancellationToken);
        var tally = await ImportAsync(archive, store, cancellationToken);
        tally.Print();
        Console.WriteLine(
            $"Everything is in {store.Name}, ready to be served.{store.Needs} Delete the archive: it is not to be imported again."
        );
        return 0;
    }

    private static async Task<ArchiveTally> ImportAsync(
        ArchiveFileReader archive,
        ArchiveStore store,
        CancellationToken cancellationToken
    )
    {
        if (!await store.Target.IsEmptyAsync(cancellationToken))
            throw new SiloException(
                $"What is in {store.Name} is in use already; an archive is only imported into {store.NewOne}."
            );
        // The whole archive is known to be good before the first record is written.
        var tally = new ArchiveTally();
        await foreach (var _ in tally.Count(archive.ReadAllAsync(cancellationToken))) { }
        await store.Target.WriteAsync(archive.ReadAllAsync(cancellationToken), cancellationToken);
        return tally;
    }
}
