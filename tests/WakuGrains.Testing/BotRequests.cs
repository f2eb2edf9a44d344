using MediatR;
using WakuGrains.Identities;
using WakuGrains.Mailboxes;
using WakuGrains.Messages;
using WakuGrains.Ports;

namespace WakuGrains.Testing;

/// <summary>Bots of the default tenant, by their names, whatever engine they live in.</summary>
public sealed class BotRequests(IMediator mediator)
{
    /// <summary>Opens an identity of the default tenant.</summary>
    public Task<IdentityInfo> OpenAsync(string name) => mediator.Send(new OpenIdentity(new("default", name)));

    /// <summary>Sends text.</summary>
    public Task<SendReceipt> SendAsync(string from, IdentityInfo to, string text, string? idempotencyKey = null) =>
        mediator.Send(
            new SendMessage(
                new("default", from),
                to.PublicKey.ToString(),
                new OutboundContent.Text(text),
                idempotencyKey
            )
        );

    /// <summary>Reads a mailbox until it holds a number of messages after the cursor, or half a minute has gone by.</summary>
    public async Task<IReadOnlyList<MailboxMessage>> ReceiveAsync(string name, int count, long after = 0)
    {
        var received = new List<MailboxMessage>();
        while (received.Count < count)
        {
            var page = await mediator.Send(
                new ReadMailbox(new("default", name), after, MessagingLimits.MaxReadLimit, TimeSpan.FromSeconds(30))
            );
            if (page.IsEmpty)
                throw new TimeoutException($"{received.Count} of {count} messages came for {name}.");
            received.AddRange(page);
            after = page[^1].Sequence;
        }

        return received;
    }

    /// <summary>Acknowledges the messages of a mailbox up to a number.</summary>
    public Task AcknowledgeAsync(string name, long upToSequence) =>
        mediator.Send(new AcknowledgeMessages(new("default", name), upToSequence));

    /// <summary>How far a sent message got, once it has got so far or a minute has gone by; null when it is not known.</summary>
    public async Task<SentStatus?> FindStatusAsync(string from, ReadOnlyMemory<byte> messageId, SentStatus reached)
    {
        for (var i = 0; ; i++)
        {
            var status = (await mediator.Send(new GetSentMessage(new("default", from), messageId)))?.Status;
            if (status >= reached || i == 60)
                return status;
            // A while in which nothing comes.
            await mediator.Send(new ReadMailbox(new("default", from), long.MaxValue, 1, TimeSpan.FromSeconds(1)));
        }
    }
}
