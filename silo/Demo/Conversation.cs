using WakuGrains.Client;

namespace WakuGrains.Silo.Demo;

/// <summary>What the two bots say to each other, each message checked at its receiver before the next is sent.</summary>
internal sealed class Conversation(IWakuBot alice, IWakuBot bob, Underneath underneath, Transcript transcript)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await ExchangeAsync(alice, bob, "Hello Bob. We have never met; can you read this?", cancellationToken);
        await ExchangeAsync(bob, alice, "Every word, and nobody else can.", cancellationToken);
        await ExchangeAsync(alice, bob, "Then here is a key that lives for one message.", cancellationToken);
        await ExchangeAsync(bob, alice, "Mine is new too. The old ones are gone.", cancellationToken);
        var content = new DataContent("application/octet-stream", new byte[1024]);
        await ExchangeAsync(alice, bob, content, cancellationToken);
        await SendTwiceAsync(cancellationToken);
    }

    private async Task ExchangeAsync(
        IWakuBot from,
        IWakuBot to,
        OutgoingContent content,
        CancellationToken cancellationToken
    )
    {
        var receipt = await from.SendAsync(to.Identity.PublicKey, content, cancellationToken: cancellationToken);
        var message = await TakeAsync(to, cancellationToken);
        if (message.Id != receipt.MessageId || message.Sender != from.Identity.PublicKey)
            throw new DemoFault($"{to.Identity.Name} received another message than {from.Identity.Name} sent.");
        if (content is TextContent text ? message.Text != text.Text : !SameBytes((DataContent)content, message))
            throw new DemoFault($"What {to.Identity.Name} received is not what {from.Identity.Name} sent.");
        transcript.Message(from.Identity.Name, message, to.Identity.Name);
        transcript.Underneath(await underneath.UntilDeliveryToAsync(to.Identity.Name, cancellationToken));
    }

    /// <summary>The same call repeated, as after a lost answer, sends nothing.</summary>
    private async Task SendTwiceAsync(CancellationToken cancellationToken)
    {
        var options = new SendOptions { IdempotencyKey = "demo" };
        const string Text = "This is said twice and arrives once.";
        var first = await alice.SendAsync(bob.Identity.PublicKey, Text, options, cancellationToken);
        var second = await alice.SendAsync(bob.Identity.PublicKey, Text, options, cancellationToken);
        if (!second.Replayed || second.MessageId != first.MessageId)
            throw new DemoFault("A repeated call was not recognised.");

        var message = await TakeAsync(bob, cancellationToken);
        transcript.Message(alice.Identity.Name, message, bob.Identity.Name);
        transcript.Underneath(await underneath.UntilDeliveryToAsync(bob.Identity.Name, cancellationToken));
        foreach (var bot in (IWakuBot[])[alice, bob])
        {
            if ((await bot.GetMailboxAsync(cancellationToken)).Unacknowledged != 0)
                throw new DemoFault($"{bot.Identity.Name}'s mailbox holds a message that nobody sent.");
        }
    }

    private static async Task<IncomingMessage> TakeAsync(IWakuBot bot, CancellationToken cancellationToken)
    {
        var messages = await bot.ReadAsync(limit: 2, wait: Patience, cancellationToken: cancellationToken);
        if (messages is not [var message])
            throw new DemoFault(
                $"{bot.Identity.Name} has {messages.Count} new messages within {Patience.TotalSeconds} seconds instead of 1."
            );
        await bot.AcknowledgeAsync(message.Sequence, cancellationToken);
        return message;
    }

    private static bool SameBytes(DataContent content, IncomingMessage message) =>
        message.ContentType == content.ContentType && message.Body.Span.SequenceEqual(content.Body.Span);
}
