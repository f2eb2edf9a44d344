using Microsoft.Data.Sqlite;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Storage;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>What a store is opened for.</summary>
internal enum StoreUse
{
    /// <summary>To go on with what is in it.</summary>
    Serve,

    /// <summary>To be exported, which may be done again.</summary>
    Export,
}

/// <summary>A database that was found to be ours, whole and readable with our keys: locked, with the connection that writes.</summary>
/// <param name="File">The file and its lock.</param>
/// <param name="Connection">The connection that writes.</param>
/// <param name="Cipher">The store's cipher.</param>
internal sealed record OpenedStore(StoreFile File, SqliteConnection Connection, StoreCipher Cipher) : IDisposable
{
    /// <summary>Opens a database, makes it when it is not there, and brings its schema up to date.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be used; nothing was overwritten.</exception>
    public static OpenedStore Open(string path, IKeyProtector protector, IRandomSource random, StoreUse use)
    {
        var file = StoreFile.Lock(path);
        SqliteConnection? connection = null;
        try
        {
            connection = file.OpenWriter();
            return new(file, connection, Open(file, connection, protector, random, use));
        }
        catch (Exception exception)
        {
            connection?.Dispose();
            file.Dispose();
            if (exception is SqliteException error)
                throw file.Describe(error);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Connection.Dispose();
        Cipher.Dispose();
        File.Dispose();
    }

    // The order matters: nothing is written to a file before it is known to be ours, whole and readable with our keys.
    private static StoreCipher Open(
        StoreFile file,
        SqliteConnection connection,
        IKeyProtector protector,
        IRandomSource random,
        StoreUse use
    )
    {
        var version = Schema.Inspect(connection, file.Path);
        file.Check(connection);
        var found = version == 0 ? null : DataKey.Find(connection, protector, random, file.Path);
        if (use == StoreUse.Serve && found is not null)
            StoreSeal.Refuse(connection, file.Path);
        StoreFile.UseWriteAheadLog(connection);
        Schema.Migrate(connection, version);
        if (found is not null)
            FingerprintKey.Load(connection, found);
        return found ?? DataKey.Create(connection, protector, random);
    }
}
