using Microsoft.Data.Sqlite;
using WakuGrains.Ports;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>
/// The database file: its lock, connections with the right durability, and sentences for what can be wrong with it. Knows no
/// tables.
/// </summary>
internal sealed class StoreFile : IDisposable
{
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteNoMemory = 7;
    private const int SqliteReadOnly = 8;
    private const int SqliteIoError = 10;
    private const int SqliteCorrupt = 11;
    private const int SqliteFull = 13;
    private const int SqliteCannotOpen = 14;
    private const int SqliteNotADatabase = 26;

    // Larger files are not read through at every start; what is damaged in them shows when it is read.
    private const long QuickCheckLimit = 64 * 1024 * 1024;

    private readonly FileStream lockFile;

    private StoreFile(string path, FileStream lockFile)
    {
        Path = path;
        this.lockFile = lockFile;
    }

    /// <summary>The database's path.</summary>
    public string Path { get; }

    /// <summary>Takes the lock of a database.</summary>
    /// <exception cref="StoreUnavailableException">Another process has it, or the directory cannot be used.</exception>
    public static StoreFile Lock(string path) => new(path, StoreLock.Take(path));

    /// <summary>Opens the connection that writes. Changes nothing in a file that is there already.</summary>
    public SqliteConnection OpenWriter()
    {
        CreateForOwner();
        return Open(SqliteOpenMode.ReadWrite, "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;");
    }

    /// <summary>Opens a connection that only reads.</summary>
    public SqliteConnection OpenReader() => Open(SqliteOpenMode.ReadOnly, "PRAGMA query_only = ON;");

    /// <summary>Reads through a database of moderate size.</summary>
    /// <exception cref="StoreUnavailableException">It is damaged.</exception>
    public void Check(SqliteConnection connection)
    {
        if (new FileInfo(Path).Length > QuickCheckLimit)
            return;
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA quick_check(1)";
        if (command.ExecuteScalar() is not "ok")
            throw new StoreUnavailableException(Damaged);
    }

    /// <summary>Turns the write-ahead log on: readers do not wait for the writer, and a commit is one write in sequence.</summary>
    public static void UseWriteAheadLog(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 4000;";
        command.ExecuteNonQuery();
    }

    /// <summary>Whether an error is the file's or the disk's, and not of the statement that ran into it.</summary>
    public static bool IsOfTheFile(Exception exception) =>
        exception
            is SqliteException
            {
                SqliteErrorCode: SqliteBusy
                    or SqliteLocked
                    or SqliteNoMemory
                    or SqliteReadOnly
                    or SqliteIoError
                    or SqliteCorrupt
                    or SqliteFull
                    or SqliteCannotOpen
                    or SqliteNotADatabase
            };

    /// <summary>Puts an error of SQLite into a sentence for the operator.</summary>
    public StoreUnavailableException Describe(SqliteException exception) =>
        new(
            exception.SqliteErrorCode switch
            {
                SqliteFull => $"The disk that holds '{Path}' is full; nothing was changed.",
                SqliteCorrupt or SqliteNotADatabase => Damaged,
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

    private string Damaged =>
        $"'{Path}' is damaged or not a WakuGrains store; it was left as it is. Restore a backup or choose another data directory.";

    // SQLite gives its log and its index the rights of the database.
    private void CreateForOwner()
    {
        try
        {
            StoreLock.OpenOwnerOnly(Path, FileShare.ReadWrite).Dispose();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException(
                $"'{Path}' cannot be written; check the rights of the data directory.",
                exception
            );
        }
    }

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
            command.CommandText =
                pragmas + " PRAGMA busy_timeout = 5000; PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY;";
            command.ExecuteNonQuery();
            return connection;
        }
        catch (SqliteException)
        {
            connection.Dispose();
            throw;
        }
    }
}
