using System.Collections.Immutable;
using WakuGrains.Archives;
using WakuGrains.Engine;
using WakuGrains.Orleans.Effects;
using WakuGrains.Ports;
using WakuGrains.Protocol.Waku;
using WakuGrains.Sending;

namespace WakuGrains.Orleans.Archives;

/// <summary>
/// What an entity has not brought about yet, as an archive has it: envelopes and letters are its own there, topics, messages and
/// acknowledgements belong elsewhere.
/// </summary>
internal static class PendingRecords
{
    /// <summary>The entity of some records.</summary>
    public static WholeEntity ToEntity(ArchiveRecord.Entity entity, ImmutableArray<ArchiveRecord> belongings) =>
        new(
            entity.Kind,
            entity.Key,
            entity.Parts,
            [
                .. belongings
                    .OfType<ArchiveRecord.OnceKey>()
                    .Select(each => each.Once)
                    .OrderBy(static once => once.KeptUntil),
            ],
            [.. belongings.Select(ToEffect).OfType<PendingEffect>()]
        );

    /// <summary>What the log of the installation has to be told of the envelopes of an entity, with the time of each.</summary>
    public static IEnumerable<(SentUpdate Update, DateTimeOffset AcceptedAt)> ToStatuses(
        string lane,
        ImmutableArray<ArchiveRecord> belongings
    ) =>
        belongings
            .Select(StatusOf)
            .OfType<(EnvelopeStatus Status, Envelope? Envelope)>()
            .SelectMany(
                (each, number) =>
                    SentRecords
                        .ToUpdates(lane, number, each.Status, each.Envelope)
                        .Select(update => (update, each.Status.AcceptedAt))
            );

    /// <summary>The letters and envelopes that wait, in order.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="statusOf">How far an envelope got that was stored at a time.</param>
    public static IEnumerable<ArchiveRecord> Of(
        WholeEntity entity,
        Func<Effect.Publish, DateTimeOffset, EnvelopeStatus> statusOf
    )
    {
        foreach (var (_, effect, committedAt) in entity.Effects)
            if (effect is Effect.Publish publish)
                yield return new ArchiveRecord.Outbox(
                    publish.Envelope,
                    WithAcknowledgement(entity, publish, statusOf(publish, committedAt))
                );
            else if (effect is Effect.Post post)
                yield return new ArchiveRecord.Letter(post.Letter);
    }

    private static EnvelopeStatus WithAcknowledgement(
        WholeEntity entity,
        Effect.Publish publish,
        EnvelopeStatus status
    ) =>
        !publish.AcknowledgementId.IsEmpty
        && entity.Effects.Any(each =>
            each.Effect is Effect.MarkDelivered mark
            && mark.AcknowledgementId.Span.SequenceEqual(publish.AcknowledgementId.Span)
        )
            ? status with
            {
                Status = SentStatus.Delivered,
            }
            : status;

    private static (EnvelopeStatus Status, Envelope? Envelope)? StatusOf(ArchiveRecord record) =>
        record switch
        {
            ArchiveRecord.Outbox waiting => (waiting.Status, waiting.Envelope),
            ArchiveRecord.Sent sent => (sent.Status, null),
            _ => null,
        };

    private static PendingEffect? ToEffect(ArchiveRecord record) =>
        record switch
        {
            ArchiveRecord.Outbox { Status: var status } waiting => new(
                0,
                new Effect.Publish(waiting.Envelope, status.MessageId, status.AcknowledgementId),
                status.AcceptedAt
            ),
            ArchiveRecord.Letter letter => new(0, new Effect.Post(letter.Content), DateTimeOffset.UnixEpoch),
            _ => null,
        };
}
