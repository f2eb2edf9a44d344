using WakuGrains.Ports;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>Writes letters, and deletes them when they have been carried.</summary>
internal sealed class LetterWriter(Statements statements)
{
    private readonly Statement insert = statements.Prepare(
        "INSERT INTO letter (lane, origin, content) VALUES (?1, ?2, ?3) RETURNING id"
    );
    private readonly Statement delete = statements.Prepare("DELETE FROM letter WHERE id = ?1");

    /// <summary>Adds a letter of an entity to the entity's lane.</summary>
    public LetterEntry Add(string lane, SealedEffect.Post post) =>
        new(insert.Number(lane, post.Origin, post.Content)!.Value, lane, post.Letter);

    /// <summary>They have been carried.</summary>
    public void Delete(IReadOnlyCollection<long> ids)
    {
        foreach (var id in ids)
            delete.Run(id);
    }
}
