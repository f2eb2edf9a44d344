using System.Globalization;
using System.Reflection;
using Microsoft.Data.Sqlite;
using WakuGrains.Ports;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>Brings a database to the schema of this build: one numbered file a migration, each in a transaction of its own.</summary>
internal static class Schema
{
    // "WkGr": tells our files from other SQLite databases.
    private const int ApplicationId = 0x576B4772;

    /// <summary>Looks at a database and changes nothing. Returns its schema's version; 0 for a new one.</summary>
    /// <exception cref="StoreUnavailableException">The file is another program's, or of a newer version.</exception>
    public static int Inspect(SqliteConnection connection, string path)
    {
        var known = Migrations().Count;
        var version = Pragma(connection, "user_version");
        var application = Pragma(connection, "application_id");
        if (application != ApplicationId && (application != 0 || version != 0 || HasTables(connection)))
            throw new StoreUnavailableException($"'{path}' is the database of another program; it was left as it is.");
        return version <= known
            ? (int)version
            : throw new StoreUnavailableException(
                $"'{path}' was written by a newer version of WakuGrains (schema {version}, this one knows {known}); it was left as it is."
            );
    }

    /// <summary>Runs the migrations that are missing after a version.</summary>
    public static void Migrate(SqliteConnection connection, int version)
    {
        var migrations = Migrations();
        for (var next = version; next < migrations.Count; next++)
            Apply(connection, migrations[next], next + 1);
    }

    private static void Apply(SqliteConnection connection, string script, int version)
    {
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Both are ours: an embedded script and a number.
        command.CommandText = string.Create(
            CultureInfo.InvariantCulture,
            $"{script}; PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {version};"
        );
#pragma warning restore CA2100
        command.ExecuteNonQuery();
        transaction.Commit();
    }

    private static List<string> Migrations()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly
            .GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return reader.ReadToEnd();
            })
            .ToList();
    }

    private static long Pragma(SqliteConnection connection, string name)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A name of ours.
        command.CommandText = $"PRAGMA {name}";
#pragma warning restore CA2100
        return (long)command.ExecuteScalar()!;
    }

    private static bool HasTables(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT EXISTS (SELECT 1 FROM sqlite_schema)";
        return (long)command.ExecuteScalar()! != 0;
    }
}
