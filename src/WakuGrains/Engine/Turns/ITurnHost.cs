using System.Collections.Immutable;
using WakuGrains.Ports;

namespace WakuGrains.Engine.Turns;

/// <summary>
/// What the queue of one entity's turns asks of its engine: where it is stored, what time it is, and that effects are carried
/// out. Knows nothing of turns.
/// </summary>
internal interface ITurnHost
{
    /// <summary>Runs the queue, not within the call.</summary>
    void Start(TurnQueue queue);

    /// <summary>The queue is empty.</summary>
    void CameToRest();

    /// <summary>The outside world for the turns of a batch.</summary>
    Turn NewTurn();

    /// <summary>Reads what is stored.</summary>
    ValueTask<StoredEntity> LoadAsync();

    /// <summary>The receipt of a once-key that was committed before, or null.</summary>
    ValueTask<ReadOnlyMemory<byte>?> FindOnceAsync(ReadOnlyMemory<byte> onceKey);

    /// <summary>Writes a batch: all of it or nothing, durable when the task completes.</summary>
    Task<CommitReceipt> CommitAsync(EntityCommit commit);

    /// <summary>
    /// Carries out the effects that a caller may rely on when it is answered: topics are listened to. The commit has happened and
    /// stays: what this throws is the callers' answer, and whoever asks again is answered from what is committed.
    /// </summary>
    Task BeforeAnswerAsync(ImmutableArray<Effect> effects);

    /// <summary>Hands over the other effects. The receipt is null when nothing was committed.</summary>
    void AfterAnswer(CommitReceipt? receipt);

    /// <summary>A load or commit failed; its callers were told. What was to be written may be stored all the same.</summary>
    void Failed(Exception exception);
}
