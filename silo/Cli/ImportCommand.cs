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
        var data = SharedOptions.Data();
        var passphraseFile = Passphrase.FileOption();
        var from = new Option<string>("--from")
        {
            Description = "The archive to read.",
            HelpName = "FILE",
            Required = true,
        };
        var command = new Command("import", "Takes over an archive into a new data directory, to be served there.")
        {
            from,
            passphraseFile,
            data,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    new DataDirectory(parsed.GetRequiredValue(data)),
                    Path.GetFullPath(parsed.GetRequiredValue(from)),
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
        await using var file = File.OpenRead(path);
        using var passphrase = await Passphrase.ReadAsync(passphraseFile, cancellationToken);
        await using var services = SiloServices.BuildUnstarted(new SiloOptions { Data = data });
        using var archive = await ArchiveFileReader.OpenAsync(
            file,
            passphrase,
            services.GetRequiredService<ISecp256k1>(),
            cancellationToken
        );
        data.Create();
        var tally = await ImportAsync(archive, services.GetRequiredService<IArchiveTarget>(), data, cancellationToken);
        tally.Print();
        Console.WriteLine(
            $"Everything is in {data.Path}, ready to be served. Delete the archive: it is not to be imported again."
        );
        return 0;
    }

    private static async Task<ArchiveTally> ImportAsync(
        ArchiveFileReader archive,
        IArchiveTarget target,
        DataDirectory data,
        CancellationToken cancellationToken
    )
    {
        if (!await target.IsEmptyAsync(cancellationToken))
            throw new SiloException(
                $"What is in {data.Path} is in use already; an archive is only imported into a new data directory."
            );
        // The whole archive is known to be good before the first record is written.
        var tally = new ArchiveTally();
        await foreach (var _ in tally.Count(archive.ReadAllAsync(cancellationToken))) { }
        await target.WriteAsync(archive.ReadAllAsync(cancellationToken), cancellationToken);
        return tally;
    }
}
