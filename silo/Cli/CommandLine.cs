using System.CommandLine;

namespace WakuGrains.Silo.Cli;

/// <summary>The silo's command line. Knows which commands there are, not what they do.</summary>
internal static class CommandLine
{
    /// <summary>Runs a command; the exit code is 0 only when it did what was asked.</summary>
    public static Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand("End-to-end encrypted messaging for bots over Waku.")
        {
            ServeCommand.Create(),
            DemoCommand.Create(),
            DoctorCommand.Create(),
            ExportCommand.Create(),
            ImportCommand.Create(),
            IdentityCommand.Create(),
            InstallationCommand.Create(),
            SessionCommand.Create(),
            GroupCommand.Create(),
            SendCommand.Create(),
            ReceiveCommand.Create(),
        };
        // The host has its own way to end; the other commands have nothing to put in order.
        var configuration = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        return Faults.GuardAsync(() => root.Parse(arguments).InvokeAsync(configuration));
    }
}
