namespace WakuGrains.Silo.Hosting;

/// <summary>A data directory for one run; it and its keys go away with it.</summary>
internal sealed class TemporaryData : IDisposable
{
    public DataDirectory Directory { get; } = new(System.IO.Directory.CreateTempSubdirectory("wakugrains-").FullName);

    public void Dispose() => System.IO.Directory.Delete(Directory.Path, recursive: true);
}
