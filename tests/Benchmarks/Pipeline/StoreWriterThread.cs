using System.Globalization;

namespace WakuGrains.Benchmarks.Pipeline;

/// <summary>What the operating system says of the thread that writes to the database.</summary>
internal static class StoreWriterThread
{
    // The thread is named "waku-store-writer"; Linux keeps 15 characters.
    private const string Name = "waku-store-writ";
    private const string Tasks = "/proc/self/task";
    private const int TicksPerSecond = 100;

    /// <summary>Its processor time so far; null where there is no such thread to ask for.</summary>
    public static TimeSpan? ProcessorTime()
    {
        if (!Directory.Exists(Tasks))
            return null;
        var writers = Directory.EnumerateDirectories(Tasks).Where(IsWriter).ToList();
        return writers.Count == 0 ? null : writers.Aggregate(TimeSpan.Zero, (sum, task) => sum + Read(task));
    }

    private static bool IsWriter(string task)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "comm")).TrimEnd() == Name;
        }
        catch (IOException)
        {
            // The thread has ended since it was listed.
            return false;
        }
    }

    // Fields 14 and 15 of stat are user and system time; the name before them may hold spaces but no ") ".
    private static TimeSpan Read(string task)
    {
        var stat = File.ReadAllText(Path.Combine(task, "stat"));
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = fields[11..13].Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
        return TimeSpan.FromSeconds((double)ticks / TicksPerSecond);
    }
}
