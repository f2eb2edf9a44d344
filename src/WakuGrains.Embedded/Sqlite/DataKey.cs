using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using WakuGrains.Engine;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Storage;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>
/// The store's data key: drawn once, stored wrapped by the host's key protector, and checked at every start by a record that
/// only it can open.
/// </summary>
internal static class DataKey
{
    private const string WrappedName = "data_key";
    private const string CheckName = "data_key_check";
    private const int Length = 32;

    /// <summary>Reads the key of a store; null when none was made yet.</summary>
    /// <exception cref="StoreUnavailableException">The protection keys or the data key do not fit, or the key is gone.</exception>
    public static StoreCipher? Find(
        SqliteConnection connection,
        IKeyProtector protector,
        IRandomSource random,
        string path
    )
    {
        if (StoreMeta.Read(connection, WrappedName) is not { } wrapped)
            return HasEntities(connection)
                ? throw new StoreUnavailableException($"The data key of '{path}' is gone; it was left as it is.")
                : null;
        StoreCipher? cipher = null;
        try
        {
            cipher = new StoreCipher(protector.Unprotect(wrapped), random);
            cipher.Open("meta", CheckName, "", 0, StoreMeta.Read(connection, CheckName) ?? []);
            return cipher;
        }
        catch (Exception exception) when (exception is CryptographicException or StateFormatException)
        {
            cipher?.Dispose();
            throw new StoreUnavailableException(
                $"The keys at hand do not open '{path}'; it was left as it is. Bring back the protection keys that it was made with.",
                exception
            );
        }
    }

    /// <summary>Makes the key of a new store.</summary>
    public static StoreCipher Create(SqliteConnection connection, IKeyProtector protector, IRandomSource random)
    {
        var key = new byte[Length];
        random.Fill(key, RandomPurpose.Storage);
        var wrapped = protector.Protect(key);
        var cipher = new StoreCipher(key, random);
        using var transaction = connection.BeginTransaction();
        StoreMeta.Write(connection, transaction, WrappedName, wrapped);
        StoreMeta.Write(connection, transaction, CheckName, cipher.Seal("meta", CheckName, "", 0, []));
        transaction.Commit();
        return cipher;
    }

    private static bool HasEntities(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT EXISTS (SELECT 1 FROM entity)";
        return (long)command.ExecuteScalar()! != 0;
    }
}
