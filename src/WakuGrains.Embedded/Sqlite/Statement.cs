using Microsoft.Data.Sqlite;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>A prepared command with its parameters, for one connection and one thread at a time.</summary>
internal sealed class Statement : IDisposable
{
    private readonly SqliteCommand command;

    /// <summary>Prepares a command; parameters are bound by position to <c>$1</c>, <c>$2</c> ….</summary>
    public Statement(SqliteConnection connection, string text, int parameters)
    {
        command = connection.CreateCommand();
#pragma warning disable CA2100 // Statements are constants of this assembly.
        command.CommandText = text;
#pragma warning restore CA2100
        for (var i = 1; i <= parameters; i++)
            command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        command.Prepare();
    }

    /// <summary>Puts the command into a transaction.</summary>
    public void Join(SqliteTransaction? transaction) => command.Transaction = transaction;

    /// <summary>Runs it and returns the number of rows changed.</summary>
    public int Run(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return command.ExecuteNonQuery();
    }

    /// <summary>Runs it and returns the first value, or null when there is no row.</summary>
    public object? Scalar(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return command.ExecuteScalar();
    }

    /// <summary>Runs it and reads the rows.</summary>
    public SqliteDataReader Query(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return command.ExecuteReader();
    }

    /// <inheritdoc/>
    public void Dispose() => command.Dispose();

    private void Bind(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
    }
}
