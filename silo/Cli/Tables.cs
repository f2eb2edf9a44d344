using System.Globalization;
using Spectre.Console;

namespace WakuGrains.Silo.Cli;

/// <summary>Prints tables for a person: columns without rules, and nothing that a stranger wrote steers the terminal.</summary>
internal static class Tables
{
    private static readonly Style Heading = new(decoration: Decoration.Dim);
    private static readonly Padding Gap = new(left: 0, top: 0, right: 2, bottom: 0);

    /// <summary>Prints the rows under their headings.</summary>
    public static void Print(string[] columns, IEnumerable<string[]> rows)
    {
        var table = new Table().NoBorder();
        foreach (var column in columns)
            table.AddColumn(new TableColumn(new Text(column, Heading)).Padding(Gap));
        foreach (var row in rows)
            table.AddRow(row.Select(cell => new Text(Terminal.Printable(cell))));
        Terminal.Open().Write(table);
    }

    public static string Time(DateTimeOffset? time) => time?.ToString("u", CultureInfo.InvariantCulture) ?? "";

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
