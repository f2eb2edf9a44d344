using Microsoft.Data.Sqlite;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>What a store knows of itself, by name.</summary>
internal static class StoreMeta
{
    /// <summary>Reads an entry; null when there is none.</summary>
    public static byte[]? Read(SqliteConnection connection, string name)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT value FROM meta WHERE name = $name";
        command.Parameters.AddWithValue("$name", name);
        return (byte[]?)command.ExecuteScalar();
    }

    /// <summary>Writes an entry.</summary>
    public static void Write(SqliteConnection connection, SqliteTransaction transaction, string name, byte[] value)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText =
            "INSERT INTO meta (name, value) VALUES ($name, $value) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        command.Parameters.AddWithValue("$name", name);
        command.Parameters.AddWithValue("$value", value);
        command.ExecuteNonQuery();
    }
}
