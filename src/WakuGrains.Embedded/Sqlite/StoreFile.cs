using System.Globalization;
using Microsoft.Data.Sqlite;
using WakuGrains.Ports;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>
/// The database file: connections with the right durability, the lock that keeps a second process out, and sentences for what
/// can be wrong with it.
/// </summary>
internal sealed class StoreFile : IDisposable
{
    private const int SqliteFull = 13;
    private const int SqliteCorrupt = 11;
    private const int SqliteNotADatabase = 26;
    private const int SqliteReadOnly = 8;
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteIoError = 10;
    private const int SqliteCannotOpen = 14;

    private readonly FileStream lockFile;

    private StoreFile(string path, FileStream lockFile)
    {
        Path = path;
        this.lockFile = lockFile;
    }

    /// <summary>The database's path.</summary>
    public string Path { get; }

    /// <summary>Takes the lock of a database in its directory, which is created with owner-only access when it is not there.</summary>
    /// <exception cref="StoreUnavailableException">Another process has it, or the directory cannot be used.</exception>
    public static StoreFile Lock(string path)
    {
        try
        {
            CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
            var file = OpenOwnerOnly(path + ".lock", FileShare.None);
            file.SetLength(0);
            file.Write(
                System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture))
            );
            file.Flush();
            return new StoreFile(path, file);
        }
        catch (IOException exception) when (File.Exists(path + ".lock"))
        {
            throw new StoreUnavailableException(
                $"The store '{path}' is in use by another process; stop it first or choose another data directory.",
                exception
            );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException(
                $"The data directory of '{path}' cannot be used: {exception.Message}",
                exception
            );
        }
    }

    /// <summary>Opens the connection that writes. The files of a new store are for their owner alone.</summary>
    public SqliteConnection OpenWriter()
    {
        OpenOwnerOnly(Path, FileShare.ReadWrite).Dispose();
        return Open(
            SqliteOpenMode.ReadWriteCreate,
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
        );
    }

    /// <summary>Opens a connection that only reads.</summary>
    public SqliteConnection OpenReader() => Open(SqliteOpenMode.ReadOnly, "PRAGMA query_only = ON;");

    /// <summary>Puts an error of SQLite into a sentence for the operator.</summary>
    public StoreUnavailableException Describe(SqliteException exception) =>
        new(
            exception.SqliteErrorCode switch
            {
                SqliteFull => $"The disk that holds '{Path}' is full; nothing was changed.",
                SqliteCorrupt or SqliteNotADatabase =>
                    $"'{Path}' is damaged or not a WakuGrains store; it was left as it is. Restore a backup or choose another data directory.",
                SqliteReadOnly or SqliteCannotOpen =>
                    $"'{Path}' cannot be written; check the rights of the data directory.",
                SqliteBusy or SqliteLocked => $"'{Path}' is locked by another program; stop it first.",
                SqliteIoError => $"The disk that holds '{Path}' reports an error: {exception.Message}",
                _ => $"The store '{Path}' does not work: {exception.Message}",
            },
            exception
        );

    /// <summary>Gives the lock back.</summary>
    public void Dispose() => lockFile.Dispose();

    private SqliteConnection Open(SqliteOpenMode mode, string pragmas)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = Path,
                Mode = mode,
                Pooling = false,
                ForeignKeys = true,
            }.ToString()
        );
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = pragmas + " PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY;";
            command.ExecuteNonQuery();
            return connection;
        }
        catch (SqliteException)
        {
            connection.Dispose();
            throw;
        }
    }

    private static FileStream OpenOwnerOnly(string path, FileShare share)
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
