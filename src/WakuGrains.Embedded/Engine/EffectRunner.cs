using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using WakuGrains.Embedded.Letters;
using WakuGrains.Embedded.Outbox;
using WakuGrains.Engine;
using WakuGrains.Ports;

namespace WakuGrains.Embedded.Engine;

/// <summary>
/// Carries out the effects of a commit that is durable. Whatever goes wrong here, the commit has happened: it is logged, and
/// topics, outbox and letters are in the store for the next start.
/// </summary>
internal sealed partial class EffectRunner(
    ITopicTable topics,
    IWakuNode node,
    IMailboxWatcher mailboxes,
    OutboxPublisher publisher,
    LetterDispatcher letters,
    ILogger<EffectRunner> logger
)
{
    /// <summary>Begins to listen on new topics, before anything is published that is answered there.</summary>
    public async Task ListenAsync(ImmutableArray<Effect> effects)
    {
        List<string>? added = null;
        foreach (var effect in effects)
            if (effect is Effect.Listen { Listener: var listener } && topics.Add(listener))
                (added ??= []).Add(listener.ContentTopic);
        if (added is not null)
            await SubscribeAsync(added);
    }

    /// <summary>Hands over what is to be published or carried and wakes who waits for mailboxes.</summary>
    public void Announce(CommitReceipt? receipt)
    {
        if (receipt is null)
            return;
        publisher.Enqueue(receipt.Outbox);
        letters.Enqueue(receipt.Letters);
        foreach (var mailbox in receipt.Delivered)
            mailboxes.Changed(mailbox);
    }

    /// <summary>A commit failed and may have been written all the same: what it published or posted is looked for in the store.</summary>
    public void Recheck(string key)
    {
        publisher.Recheck(key);
        letters.Recheck(key);
    }

#pragma warning disable CA1031 // A node that fails must not make a commit look as if it had not happened.
    private async Task SubscribeAsync(List<string> added)
    {
        try
        {
            await node.SubscribeAsync(added, CancellationToken.None);
        }
        catch (Exception exception)
        {
            NotSubscribed(logger, exception, added.Count);
        }
    }
#pragma warning restore CA1031

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The node could not subscribe to {Count} content topics; the next start subscribes again."
    )]
    private static partial void NotSubscribed(ILogger logger, Exception exception, int count);
}
