using WakuGrains.Engine;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>The rows of a statement that come in the order of their first column, the row of their owner: taken owner by owner.</summary>
internal sealed class RowGroups : IDisposable
{
    private bool isOnRow;

    /// <summary>Begins with the first row.</summary>
    public RowGroups(Statement statement)
    {
        Row = statement.Query();
        isOnRow = Row.Read();
    }

    /// <summary>The row that is next.</summary>
    public Statement.Rows Row { get; }

    /// <summary>Whether the next row is an owner's.</summary>
    public bool IsOf(long owner) => isOnRow && Row.GetInt64(0) == owner;

    /// <summary>Goes on to the row after it.</summary>
    public void Next() => isOnRow = Row.Read();

    /// <summary>Every row had an owner.</summary>
    /// <exception cref="StateFormatException">One is left.</exception>
    public void RequireEnd()
    {
        if (isOnRow)
            throw new StateFormatException("A stored row belongs to an entity that is not there.");
    }

    /// <inheritdoc/>
    public void Dispose() => Row.Dispose();
}
