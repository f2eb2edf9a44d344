using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Mailboxes;
using WakuGrains.Orleans.Listening;
using WakuGrains.Sending;

namespace WakuGrains.Orleans.Effects;

/// <summary>The grains that take the errands of one entity.</summary>
/// <param name="lane">The entity's key.</param>
/// <param name="grains">The cluster.</param>
internal sealed class ErrandTakers(string lane, IGrainFactory grains) : IErrandTakers
{
    /// <inheritdoc/>
    public Task DeliverAsync(InstallationKey mailbox, ImmutableArray<MessageContent> messages) =>
        grains.GetGrain<IMailboxGrain>(GrainKeys.Of(mailbox.ToString())).AppendAsync(messages, CancellationToken.None);

    /// <inheritdoc/>
    public Task ListenAsync(TopicListener listener) =>
        grains
            .GetGrain<ITopicShardGrain>(TopicShards.KeyFor(listener.ContentTopic))
            .AddAsync(listener, CancellationToken.None);

    /// <inheritdoc/>
    public Task AcknowledgedAsync(ImmutableArray<ReadOnlyMemory<byte>> acknowledgementIds) =>
        RecordAsync(acknowledgementIds.Select(id => new SentUpdate.Delivered(lane, id)));

    /// <inheritdoc/>
    public Task AcceptedAsync(ImmutableArray<PendingEffect> published) =>
        RecordAsync(
            published.Select(each =>
            {
                var publish = (Effect.Publish)each.Effect;
                return new SentUpdate.Accepted(
                    lane,
                    publish.MessageId,
                    publish.AcknowledgementId,
                    publish.Envelope.Hash.ToArray(),
                    each.CommittedAt
                );
            })
        );

    /// <inheritdoc/>
    public Task PublishedAsync(ImmutableArray<PendingEffect> published) =>
        RecordAsync(
            published.Select(each =>
            {
                var publish = (Effect.Publish)each.Effect;
                return new SentUpdate.Published(lane, publish.MessageId, publish.Envelope.Hash.ToArray());
            })
        );

    /// <summary>The key of the log that knows the messages of a session or group: its own without the last part.</summary>
    public static string LogOf(string lane) => lane[..lane.LastIndexOf('/')];

    private Task RecordAsync(IEnumerable<SentUpdate> updates) =>
        grains.GetGrain<ISentLogGrain>(GrainKeys.Of(LogOf(lane))).RecordAsync([.. updates], CancellationToken.None);
}
