using Microsoft.Data.Sqlite;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>The prepared statements of one connection; they enter a transaction and go together.</summary>
internal sealed class Statements(SqliteConnection connection) : IDisposable
{
    private readonly List<Statement> all = [];

    /// <summary>Prepares a statement with parameters <c>$1</c>, <c>$2</c> ….</summary>
    public Statement Prepare(string text, int parameters)
    {
        var statement = new Statement(connection, text, parameters);
        all.Add(statement);
        return statement;
    }

    /// <summary>Puts every statement into a transaction, or out of one.</summary>
    public void Join(SqliteTransaction? transaction)
    {
        foreach (var statement in all)
            statement.Join(transaction);
    }

    /// <inheritdoc/>
    public void Dispose() => all.ForEach(statement => statement.Dispose());
}
