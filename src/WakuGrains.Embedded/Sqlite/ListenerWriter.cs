namespace WakuGrains.Embedded.Sqlite;

/// <summary>Writes the topics that are listened to.</summary>
internal sealed class ListenerWriter(Statements statements)
{
    private readonly Statement put = statements.Prepare(
        "INSERT INTO listener (installation, content_topic, kind, symmetric_key) VALUES (?1, ?2, ?3, ?4) "
            + "ON CONFLICT DO NOTHING"
    );

    /// <summary>Adds a listener; one that is there already stays as it is.</summary>
    public void Put(SealedEffect.Listen listen) =>
        put.Run(listen.Installation, listen.ContentTopic, listen.Kind, listen.SymmetricKey);
}
