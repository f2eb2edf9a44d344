using WakuGrains.Silo.Hosting;

namespace WakuGrains.Silo.Cli;

/// <summary>Where a command finds the connection string of the table service. Says nothing of what it found: it holds a key.</summary>
internal static class TableServices
{
    public const string Variable = "WAKUGRAINS_AZURE_STORAGE";

    /// <summary>The table service that an option names: by a connection string, by a variable, or not at all.</summary>
    /// <exception cref="SiloException">There is no connection string.</exception>
    public static TableService Find(string? given)
    {
        // A connection string is made of name=value; the name of a variable has no such sign.
        if (given is not null && given.Contains('=', StringComparison.Ordinal))
            return new(given);
        return Environment.GetEnvironmentVariable(given ?? Variable) is { Length: > 0 } found
            ? new(found)
            : throw new SiloException(
                given is null
                    ? $"The table service is missing: give --azure-storage, or set ${Variable}."
                    : "--azure-storage is neither a connection string nor an environment variable that is set."
            );
    }
}
