namespace WakuGrains.Silo.Cli;

/// <summary>A secret that a command reads comes from a file or standard input: what is an argument every user of the machine can read.</summary>
internal static class SecretFile
{
    private const string StandardInput = "-";

    /// <summary>What a file holds, or standard input for <c>-</c>.</summary>
    public static Task<string> ReadAsync(string file, CancellationToken cancellationToken) =>
        file == StandardInput
            ? Console.In.ReadToEndAsync(cancellationToken)
            : File.ReadAllTextAsync(file, cancellationToken);
}
