using System.Runtime.InteropServices;
using WakuGrains.Silo.Hosting;

namespace WakuGrains.Silo.Doctor;

/// <summary>The machine, the runtime, the disk and the clock.</summary>
internal static class MachineExamination
{
    private const int RequiredRuntime = 10;
    private const long Mebibyte = 1024 * 1024;

    // A store grows by what is unacknowledged and unpublished; below this an hour of traffic may fill the disk.
    private const long RequiredDiskMebibytes = 256;

    public static IEnumerable<Finding> Run(DataDirectory data, TimeProvider time)
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Mebibyte;
        yield return Finding.Good(
            "Machine",
            $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors, {memory} MiB of memory"
        );
        yield return new(".NET", Environment.Version.Major >= RequiredRuntime, RuntimeInformation.FrameworkDescription);
        yield return Disk(data);
        yield return Clock(data, time);
    }

    private static Finding Disk(DataDirectory data)
    {
        var free = new DriveInfo(NearestExisting(data.Path)).AvailableFreeSpace / Mebibyte;
        return new("Disk", free >= RequiredDiskMebibytes, $"{free} MiB free for {data.Path}");
    }

    private static string NearestExisting(string path)
    {
        while (!Directory.Exists(path))
            path = Path.GetDirectoryName(path)!;
        return path;
    }

    /// <summary>The true time is not to be had without a network; a clock that is behind its own files is wrong for sure.</summary>
    private static Finding Clock(DataDirectory data, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var newest = data.Exists
            ? new DirectoryInfo(data.Path)
                .EnumerateFiles()
                .Select(file => new DateTimeOffset(file.LastWriteTimeUtc))
                .Append(DateTimeOffset.MinValue)
                .Max()
            : DateTimeOffset.MinValue;
        return now < newest
            ? Finding.Bad("Clock", $"{now:u} is earlier than a file in the data directory ({newest:u})")
            : Finding.Good("Clock", $"{now:u}");
    }
}
