using System.Globalization;
using System.Text;
using WakuGrains.Ports;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>
/// The exclusive lock of a data directory: a file beside the database, held open as long as the store is. The operating system
/// gives it back when the process ends, however that happens.
/// </summary>
internal static class StoreLock
{
    // What .NET says when another process holds the file: EWOULDBLOCK of Linux and macOS, ERROR_SHARING_VIOLATION of Windows.
    private const int LinuxHeld = 11;
    private const int MacHeld = 35;
    private const int WindowsHeld = unchecked((int)0x80070020);

    /// <summary>Takes the lock; creates the directory with owner-only access when it is not there.</summary>
    /// <exception cref="StoreUnavailableException">Another process has it, or the directory cannot be used.</exception>
    public static FileStream Take(string databasePath)
    {
        FileStream? file = null;
        try
        {
            CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(databasePath))!);
            file = OpenOwnerOnly(databasePath + ".lock", FileShare.None);
            WriteOwner(databasePath);
            return file;
        }
        catch (IOException exception) when (file is null && exception.HResult is LinuxHeld or MacHeld or WindowsHeld)
        {
            throw new StoreUnavailableException(
                $"The store '{databasePath}' is in use by another process{OwnerOf(databasePath)}; stop it first or choose another data directory.",
                exception
            )
            {
                IsInUse = true,
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            throw new StoreUnavailableException(
                $"The data directory of '{databasePath}' cannot be used: {exception.Message}",
                exception
            );
        }
    }

    /// <summary>Opens a file, which is created with owner-only access when it is not there.</summary>
    public static FileStream OpenOwnerOnly(string path, FileShare share)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = share,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    // Beside the lock, which nobody else can read while it is held.
    private static void WriteOwner(string databasePath)
    {
        using var file = OpenOwnerOnly(OwnerFile(databasePath), FileShare.Read);
        file.SetLength(0);
        file.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
    }

    // The number helps the operator; it is only looked at when the lock is held.
    private static string OwnerOf(string databasePath)
    {
        try
        {
            return int.TryParse(
                File.ReadAllText(OwnerFile(databasePath)),
                CultureInfo.InvariantCulture,
                out var process
            )
                ? string.Create(CultureInfo.InvariantCulture, $" (process {process})")
                : "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string OwnerFile(string databasePath) => databasePath + ".pid";

    private static void CreateDirectory(string directory)
    {
        if (Directory.Exists(directory))
            return;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(directory);
        else
            Directory.CreateDirectory(
                directory,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
    }
}
