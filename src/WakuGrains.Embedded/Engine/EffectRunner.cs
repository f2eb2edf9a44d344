using System.Collections.Immutable;
using WakuGrains.Embedded.Outbox;
using WakuGrains.Engine;
using WakuGrains.Ports;

namespace WakuGrains.Embedded.Engine;

/// <summary>
/// Carries out the effects of a commit that is durable. Topics come first, so that the answer to what is published next is
/// already listened for.
/// </summary>
internal sealed class EffectRunner(
    ITopicTable topics,
    IWakuNode node,
    IMailboxWatcher mailboxes,
    OutboxPublisher publisher
)
{
    public async Task CarryOutAsync(ImmutableArray<Effect> effects, CommitReceipt receipt)
    {
        foreach (var effect in effects)
            if (effect is Effect.Listen { Listener: var listener } && topics.Add(listener))
                await node.SubscribeAsync([listener.ContentTopic], CancellationToken.None);
        publisher.Enqueue(receipt.Outbox);
        foreach (var mailbox in receipt.Delivered)
            mailboxes.Changed(mailbox);
    }
}
