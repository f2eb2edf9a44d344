using WakuGrains.Ports;
using WakuGrains.Storage;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>Writes entities, their parts and their once-keys. Knows no effects.</summary>
internal sealed class EntityWriter(Statements statements, StoreCipher cipher)
{
    private readonly Statement find = statements.Prepare(
        "SELECT id, parts FROM entity WHERE kind = ?1 AND key = ?2 AND version = ?3"
    );
    private readonly Statement insert = statements.Prepare(
        "INSERT INTO entity (kind, key, version, parts) VALUES (?1, ?2, 1, ?3) ON CONFLICT DO NOTHING RETURNING id"
    );
    private readonly Statement advance = statements.Prepare("UPDATE entity SET version = ?2, parts = ?3 WHERE id = ?1");
    private readonly Statement putRecord = statements.Prepare(
        "INSERT INTO record (entity_id, part, content) VALUES (?1, ?2, ?3) "
            + "ON CONFLICT (entity_id, part) DO UPDATE SET content = excluded.content"
    );
    private readonly Statement putOnce = statements.Prepare(
        "INSERT INTO once (key, entity_id, receipt, kept_until_ms) VALUES (?1, ?2, ?3, ?4) "
            + "ON CONFLICT (key, entity_id) DO UPDATE SET receipt = excluded.receipt, kept_until_ms = excluded.kept_until_ms"
    );
    private readonly Statement pruneOnce = statements.Prepare(
        "DELETE FROM once WHERE (key, entity_id) IN (SELECT key, entity_id FROM once WHERE kept_until_ms < ?1 LIMIT ?2)"
    );

    /// <summary>Writes a commit's state. Returns the entity's row and its new version.</summary>
    /// <exception cref="StoreConflictException">The entity has another version.</exception>
    public (long Id, long Version) Write(SealedCommit commit)
    {
        var version = commit.ExpectedVersion + 1;
        var id = commit.ExpectedVersion == 0 ? Insert(commit) : Advance(commit, version);
        foreach (var (part, content) in commit.Parts)
            putRecord.Run(id, part, content);
        foreach (var once in commit.Onces)
            PutOnce(id, once);
        return (id, version);
    }

    /// <summary>Writes a once-key of an entity.</summary>
    public void PutOnce(long id, SealedOnce once) => putOnce.Run(once.Key, id, once.Receipt, once.KeptUntilMs);

    /// <summary>Deletes some of the once-keys that were kept until before a time. Returns how many.</summary>
    public int Prune(DateTimeOffset now, int limit) => pruneOnce.Run(now.ToUnixTimeMilliseconds(), limit);

    private long Insert(SealedCommit commit) =>
        insert.Number(commit.Kind, commit.Key, Versions(commit, PartVersions.None, 1)) ?? throw Conflict(commit);

    private long Advance(SealedCommit commit, long version)
    {
        long id;
        byte[] parts;
        using (var reader = find.Query(commit.Kind, commit.Key, commit.ExpectedVersion))
        {
            if (!reader.Read())
                throw Conflict(commit);
            (id, parts) = (reader.GetInt64(0), reader.GetBytes(1));
        }

        var before = PartVersions.Open(cipher, commit.Kind, commit.Key, commit.ExpectedVersion, parts);
        advance.Run(id, version, Versions(commit, before, version));
        return id;
    }

    private byte[] Versions(SealedCommit commit, PartVersions before, long version) =>
        before.With(commit.Parts, version).Seal(cipher, commit.Kind, commit.Key, version);

    private static StoreConflictException Conflict(SealedCommit commit) =>
        new($"An entity of kind '{commit.Kind}' was written by somebody else.");
}
