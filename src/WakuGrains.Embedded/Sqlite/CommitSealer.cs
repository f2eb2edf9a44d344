using WakuGrains.Engine;
using WakuGrains.Ports;
using WakuGrains.Storage;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>
/// Makes a commit ready to be written, on the thread of its caller: many callers encrypt at once while the one writer writes.
/// What is wrong with a commit shows here and fails its caller alone.
/// </summary>
internal sealed class CommitSealer(StoreCipher cipher, TimeProvider time)
{
    private readonly RecordSealer records = new(cipher);

    /// <summary>Seals a commit.</summary>
    /// <exception cref="ArgumentException">Something is beyond <see cref="EngineLimits"/>.</exception>
    /// <exception cref="InvalidOperationException">An envelope is too large to travel.</exception>
    public SealedCommit Seal(EntityCommit commit) =>
        new(
            commit.Kind,
            commit.Key,
            commit.ExpectedVersion,
            [
                .. commit.Writes.Select(write =>
                    records.Part(commit.Kind, commit.Key, commit.ExpectedVersion + 1, write)
                ),
            ],
            [.. commit.Onces.Select(once => records.Once(commit.Kind, commit.Key, once))],
            [.. commit.Effects.Select((effect, number) => SealEffect(commit, effect, number))]
        );

    private SealedEffect SealEffect(EntityCommit commit, Effect effect, int number) =>
        effect switch
        {
            Effect.Publish publish => SealPublish(publish),
            Effect.Post post => records.Letter(
                commit.Key,
                Place.OfLetter(commit.Kind, commit.ExpectedVersion + 1, number),
                post.Letter
            ),
            Effect.Deliver deliver => records.Message(deliver.Mailbox, deliver.Message),
            Effect.Listen listen => records.Listener(listen.Listener),
            Effect.MarkDelivered mark => new SealedEffect.MarkDelivered(mark.AcknowledgementId.ToArray()),
            _ => throw new InvalidOperationException($"The store does not know the effect {effect.GetType().Name}."),
        };

    private SealedEffect.Publish SealPublish(Effect.Publish publish) =>
        new(
            publish.Envelope,
            publish.Envelope.Message.Encode(),
            publish.MessageId.ToArray(),
            publish.AcknowledgementId.ToArray(),
            time.GetUtcNow().ToUnixTimeMilliseconds()
        );
}
