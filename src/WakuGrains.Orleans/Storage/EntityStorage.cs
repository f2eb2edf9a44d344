using System.Collections.Immutable;
using Orleans.Runtime;
using WakuGrains.Engine;
using WakuGrains.Orleans.Effects;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Orleans.Storage;

/// <summary>
/// One entity in the cluster's storage. The write of its main row is the commit: rows that it refers to were written before,
/// under names of their own, so that whoever loses the race for the main row has changed nothing.
/// </summary>
internal sealed class EntityStorage(
    Lazy<IPersistentState<StoredRow>> state,
    RowStorage rows,
    PendingEffects pending,
    RowNames names,
    ISecp256k1 curve
)
{
    /// <summary>The name of the main row.</summary>
    public const string MainRow = "main";

    // Made with the first load: one that is made with the grain is read before there is a data key.
    private IPersistentState<StoredRow> Main => state.Value;

    private readonly OnceIndex onces = new(rows);
    private readonly SupersededRows superseded = new(rows);
    private EntityRecord record = EntityRecord.Empty;

    /// <summary>Whether it was ever written.</summary>
    public bool Exists => record.Version > 0;

    /// <summary>Whether the main row lists what is done already.</summary>
    public bool IsUntidy => pending.HasCarried || superseded.IsBehind(record.Superseded);

    /// <summary>Reads the entity as it is stored now.</summary>
    /// <exception cref="StateFormatException">It is damaged, was moved, or is of a format that this build does not know.</exception>
    public Task<StoredEntity> LoadAsync(IReadOnlyList<string> parts) =>
        LoadAsync(async () =>
        {
            var contents = await Task.WhenAll(parts.Select(ReadPartAsync));
            return new StoredEntity(record.Version, [.. contents]);
        });

    /// <summary>Reads the entity as it is stored now, with every part that was ever written.</summary>
    /// <exception cref="StateFormatException">It is damaged, was moved, or is of a format that this build does not know.</exception>
    public Task<ImmutableArray<PartWrite>> LoadWholeAsync() =>
        LoadAsync(async () =>
        {
            var present = record.Parts.Keys.ToList();
            var contents = await Task.WhenAll(present.Select(ReadPartAsync));
            return present.Zip(contents, (name, content) => new PartWrite(name, content)).ToImmutableArray();
        });

    /// <summary>Every once-key, the oldest first.</summary>
    public Task<ImmutableArray<OnceWrite>> ReadOncesAsync() => onces.ReadAllAsync(record.Onces);

    /// <summary>The receipt of a once-key that has not expired, or null.</summary>
    public ValueTask<ReadOnlyMemory<byte>?> FindOnceAsync(ReadOnlyMemory<byte> key, DateTimeOffset now) =>
        onces.FindAsync(record.Onces, key, now);

    /// <summary>Commits a batch; the effects that it adds, with their ids.</summary>
    /// <exception cref="global::Orleans.Storage.InconsistentStateException">Somebody else wrote the entity.</exception>
    /// <exception cref="StoreUnavailableException">Too many effects wait already.</exception>
    public async Task<ImmutableArray<PendingEffect>> CommitAsync(
        IReadOnlyList<string> parts,
        EntityCommit commit,
        DateTimeOffset now
    )
    {
        if (commit.ExpectedVersion != record.Version)
            throw new InvalidOperationException("A commit builds on another version than the one that was read.");
        var added = Number(commit.Effects.Select(effect => (effect, now)));
        await CommitAsync(parts, commit, added, now);
        return added;
    }

    /// <summary>Writes an entity as it was elsewhere, with effects that were committed there.</summary>
    /// <exception cref="InvalidOperationException">There is one already.</exception>
    public Task RestoreAsync(
        IReadOnlyList<string> parts,
        EntityCommit commit,
        IEnumerable<(Effect Effect, DateTimeOffset CommittedAt)> effects,
        DateTimeOffset now
    ) =>
        Exists
            ? throw new InvalidOperationException("An entity is restored where there is none.")
            : CommitAsync(parts, commit, Number(effects), now);

    /// <summary>Writes the main row without what is done already.</summary>
    public async Task TidyAsync()
    {
        await DeleteSupersededAsync();
        await WriteAsync(new RecordDraft(record, names, rows), []);
    }

    /// <summary>Whether there are rows that nothing refers to any more.</summary>
    public bool HasSuperseded => superseded.Waiting.Count > 0;

    /// <summary>Deletes rows that nothing refers to any more.</summary>
    public Task DeleteSupersededAsync() => superseded.DeleteAsync();

    // Another activation may write and tidy up meanwhile: then rows that it does not need any more are gone.
    private async Task<T> LoadAsync<T>(Func<Task<T>> readParts)
    {
        await Main.ReadStateAsync();
        while (true)
        {
            var read = Main.Etag;
            try
            {
                await LoadRecordAsync();
                return await readParts();
            }
            catch (StateFormatException)
            {
                await Main.ReadStateAsync();
                if (Main.Etag == read)
                    throw;
            }
        }
    }

    private async Task LoadRecordAsync()
    {
        onces.Clear();
        record = Main.RecordExists
            ? EntityRecordCodec.Decode(curve, rows.Verify(Main.State, MainRow))
            : EntityRecord.Empty;
        superseded.Restore(record);
        var older = await Task.WhenAll(record.EffectRows.Select(ReadEffectsAsync));
        pending.Restore([
            .. older.SelectMany(each => each),
            .. record.Effects.Select(effect => ((string?)null, effect)),
        ]);
    }

    private async Task CommitAsync(
        IReadOnlyList<string> parts,
        EntityCommit commit,
        ImmutableArray<PendingEffect> added,
        DateTimeOffset now
    )
    {
        pending.RequireRoom(added);
        if (superseded.Waiting.Count >= ClusterLimits.MaxSupersededRows)
            await DeleteSupersededAsync();
        var draft = new RecordDraft(record, names, rows);
        draft.SetParts(parts[0], commit.Writes);
        draft.AddOnces(commit.Onces, now);
        await WriteAsync(draft, added);
    }

    private ImmutableArray<PendingEffect> Number(IEnumerable<(Effect Effect, DateTimeOffset CommittedAt)> effects) =>
        [.. effects.Select((each, i) => new PendingEffect(record.LastEffectId + i + 1, each.Effect, each.CommittedAt))];

    private async Task WriteAsync(RecordDraft draft, ImmutableArray<PendingEffect> added)
    {
        var layout = draft.SetEffects([.. pending.ReadInline(), .. added], pending.UsedRows());
        var next = draft.Finish(added.Length, superseded.Listed);
        superseded.Begin(draft.Written);
        await draft.WriteRowsAsync();
        Main.State = new StoredRow { Address = rows.Address(MainRow), Content = EntityRecordCodec.Encode(next) };
        await Main.WriteStateAsync();
        record = next;
        pending.Committed(added, layout);
        superseded.Commit(draft.Superseded);
    }

    private async Task<IEnumerable<(string? Row, PendingEffect Effect)>> ReadEffectsAsync(string row) =>
        PendingEffectCodec.DecodeRow(curve, await rows.ReadAsync(row)).Select(effect => ((string?)row, effect));

    private async Task<byte[]?> ReadPartAsync(string part) =>
        record.Parts.TryGetValue(part, out var place)
            ? (place.Content ?? await rows.ReadAsync(place.Row!)).ToArray()
            : null;
}
