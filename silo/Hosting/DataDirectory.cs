namespace WakuGrains.Silo.Hosting;

/// <summary>The one directory that a silo owns: store, protection keys, API key. Only its owner may look inside.</summary>
internal sealed class DataDirectory(string path)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The full path.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>Where ASP.NET Data Protection keeps its keys: without them the store cannot be read.</summary>
    public DirectoryInfo ProtectionKeys => new(System.IO.Path.Combine(Path, "keys"));

    /// <summary>Where the API key lies.</summary>
    public string ApiKeyFile => System.IO.Path.Combine(Path, "api-key");

    /// <summary>Whether it is there.</summary>
    public bool Exists => Directory.Exists(Path);

    /// <summary>Creates it, and the directory of the keys, for the owner alone.</summary>
    /// <exception cref="SiloException">The operating system refuses.</exception>
    public void Create()
    {
        try
        {
            CreateOwnerOnly(Path);
            CreateOwnerOnly(ProtectionKeys.FullName);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SiloException($"The data directory {Path} cannot be created: {exception.Message}", exception);
        }
    }

    private static void CreateOwnerOnly(string directory)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(directory);
        else
            Directory.CreateDirectory(directory, OwnerOnly);
    }
}
