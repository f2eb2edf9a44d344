using Microsoft.Data.Sqlite;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>The prepared statements of one connection; they go together.</summary>
internal sealed class Statements(SqliteConnection connection) : IDisposable
{
    private readonly List<Statement> all = [];

    /// <summary>Prepares a statement with parameters <c>$1</c>, <c>$2</c> ….</summary>
    public Statement Prepare(string text)
    {
        var statement = new Statement(connection, text);
        all.Add(statement);
        return statement;
    }

    /// <inheritdoc/>
    public void Dispose() => all.ForEach(statement => statement.Dispose());
}
