using System.CommandLine;
using Spectre.Console;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Silo.Doctor;
using WakuGrains.Silo.Hosting;

namespace WakuGrains.Silo.Cli;

/// <summary><c>doctor</c>: can a silo run here? Exit code 0 when it can.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var data = SharedOptions.Data();
        var crypto = SharedOptions.Crypto();
        var command = new Command("doctor", "Examines the machine, the cryptography, the keys and the store.")
        {
            data,
            crypto,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    new DataDirectory(parsed.GetRequiredValue(data)),
                    parsed.GetRequiredValue(crypto),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        DataDirectory data,
        CryptoPreference crypto,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<Finding> findings =
        [
            .. MachineExamination.Run(data, TimeProvider.System),
            .. CryptoExamination.Run(crypto),
            .. await StoreExamination.RunAsync(data, cancellationToken),
        ];
        Print(Terminal.Open(), findings);
        return findings.All(finding => finding.IsGood) ? 0 : Faults.ExitCode;
    }

    private static void Print(IAnsiConsole console, IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings)
        {
            var mark = finding.IsGood ? "[green]ok  [/]" : "[red]FAIL[/]";
            console.MarkupLine($"{mark}  {Markup.Escape(finding.Subject), -13}  {Markup.Escape(finding.Words)}");
        }

        var bad = findings.Count(finding => !finding.IsGood);
        console.WriteLine(
            bad == 0 ? "A silo can run here." : $"A silo cannot run here: {bad} of these have to be mended."
        );
    }
}
