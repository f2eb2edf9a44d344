namespace WakuGrains.Benchmarks.Measuring;

/// <summary>A table in plain text that is also one in Markdown.</summary>
internal sealed class Table(params string[] head)
{
    private readonly List<string[]> rows = [head, [.. head.Select(_ => "---")]];

    /// <summary>Adds a row.</summary>
    public Table Row(params string[] cells)
    {
        rows.Add(cells);
        return this;
    }

    /// <summary>Writes it with columns in line.</summary>
    public void Write(TextWriter output)
    {
        var widths = head.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
            output.WriteLine(
                "| " + string.Join(" | ", row.Select((cell, column) => cell.PadRight(widths[column]))) + " |"
            );
        output.WriteLine();
    }
}
