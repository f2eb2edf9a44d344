using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>
/// A prepared statement, for one connection and one thread at a time. Goes to SQLite directly: the layers of a general provider
/// cost more than most of the statements here.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 connection;
    private readonly sqlite3_stmt handle;

    /// <summary>Prepares a statement with parameters <c>$1</c>, <c>$2</c> …, in this order of their first appearance.</summary>
    public Statement(SqliteConnection connection, string text)
    {
        this.connection = connection.Handle!;
        Check(raw.sqlite3_prepare_v3(this.connection, text, raw.SQLITE_PREPARE_PERSISTENT, out handle));
    }

    /// <summary>Runs it and returns the number of rows changed.</summary>
    public int Run(params ReadOnlySpan<SqlValue> values)
    {
        using var rows = Query(values);
        while (rows.Read()) { }
        return raw.sqlite3_changes(connection);
    }

    /// <summary>Runs it to its end and returns the first number, or null when there is no row.</summary>
    public long? Number(params ReadOnlySpan<SqlValue> values)
    {
        using var rows = Query(values);
        long? number = rows.Read() ? rows.GetInt64(0) : null;
        while (rows.Read()) { }
        return number;
    }

    /// <summary>Runs it and returns the bytes of the first row, or null when there is no row.</summary>
    public byte[]? Bytes(params ReadOnlySpan<SqlValue> values)
    {
        using var rows = Query(values);
        return rows.Read() ? rows.GetBytes(0) : null;
    }

    /// <summary>Runs it row by row. The rows must be disposed before the statement is used again.</summary>
    public Rows Query(params ReadOnlySpan<SqlValue> values)
    {
        for (var i = 0; i < values.Length; i++)
            Check(values[i].Bind(handle, i + 1));
        return new Rows(this);
    }

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();

    private void Check(int resultCode) => SqliteException.ThrowExceptionForRC(resultCode, connection);

    /// <summary>The rows of a statement that runs.</summary>
    internal readonly struct Rows(Statement statement) : IDisposable
    {
        /// <summary>Goes to the next row; <see langword="false"/> after the last.</summary>
        public bool Read()
        {
            var resultCode = raw.sqlite3_step(statement.handle);
            if (resultCode is raw.SQLITE_ROW)
                return true;
            if (resultCode is not raw.SQLITE_DONE)
                statement.Check(resultCode);
            return false;
        }

        /// <summary>A column as a number.</summary>
        public long GetInt64(int column) => raw.sqlite3_column_int64(statement.handle, column);

        /// <summary>A column as text.</summary>
        public string GetString(int column) => raw.sqlite3_column_text(statement.handle, column).utf8_to_string();

        /// <summary>A column as bytes.</summary>
        public byte[] GetBytes(int column) => raw.sqlite3_column_blob(statement.handle, column).ToArray();

        /// <summary>Whether a column holds nothing.</summary>
        public bool IsNull(int column) => raw.sqlite3_column_type(statement.handle, column) == raw.SQLITE_NULL;

        /// <summary>Ends the run. What went wrong in it was thrown where it happened.</summary>
        public void Dispose() => _ = raw.sqlite3_reset(statement.handle);
    }
}
