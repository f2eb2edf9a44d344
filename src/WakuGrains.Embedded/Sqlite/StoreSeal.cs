using System.Buffers.Binary;
using Microsoft.Data.Sqlite;
using WakuGrains.Ports;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>
/// Says that a store was exported. Its sessions go on elsewhere from then on; served again, it would use message keys a second
/// time.
/// </summary>
internal static class StoreSeal
{
    private const string Name = "exported";

    /// <summary>Seals a store; one that is sealed stays as it is.</summary>
    public static void Set(SqliteConnection connection, DateTimeOffset now)
    {
        if (StoreMeta.Read(connection, Name) is not null)
            return;
        var value = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(value, now.ToUnixTimeMilliseconds());
        using var transaction = connection.BeginTransaction();
        StoreMeta.Write(connection, transaction, Name, value);
        transaction.Commit();
    }

    /// <summary>Refuses a store that is sealed.</summary>
    /// <exception cref="StoreUnavailableException">It is.</exception>
    public static void Refuse(SqliteConnection connection, string path)
    {
        if (StoreMeta.Read(connection, Name) is not { } value)
            return;
        var time = DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(value));
        throw new StoreUnavailableException(
            $"'{path}' was exported at {time:u} and is not served any more: its sessions go on where the archive is imported. Import the archive into a new data directory and serve that one; if the archive is lost, export again."
        );
    }
}
