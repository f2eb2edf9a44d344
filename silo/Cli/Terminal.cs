using Spectre.Console;

namespace WakuGrains.Silo.Cli;

/// <summary>The console to print to: colours on a terminal only, and no line wrapped where there is no width to keep to.</summary>
internal static class Terminal
{
    private const int WidthWithoutTerminal = 200;

    public static IAnsiConsole Open()
    {
        if (!Console.IsOutputRedirected)
            return AnsiConsole.Console;
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors }
        );
        console.Profile.Width = WidthWithoutTerminal;
        return console;
    }

    /// <summary>What somebody else wrote must not steer the terminal.</summary>
    public static string Printable(string text) =>
        string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
}
