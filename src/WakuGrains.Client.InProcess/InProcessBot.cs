using System.Runtime.CompilerServices;
using MediatR;
using WakuGrains.Engine;
using WakuGrains.Messages;
using WakuGrains.Protocol.Application;

namespace WakuGrains.Client.InProcess;

/// <summary>A bot that lives where the messaging model does.</summary>
internal sealed partial class InProcessBot(
    IMediator mediator,
    IdentityKey key,
    WakuIdentity identity,
    UntilAnswered untilAnswered
) : IWakuBot
{
    private const int PageSize = 100;

    public WakuIdentity Identity => identity;

    public Task<SentReceipt> SendAsync(
        string to,
        OutgoingContent content,
        SendOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        var outbound = Translations.Content(content, options?.InReplyTo);
        return SendAsync(new SendMessage(key, to, outbound, options?.IdempotencyKey), cancellationToken);
    }

    public Task<SentReceipt> SendAsync(
        IReadOnlyCollection<string> to,
        OutgoingContent content,
        SendOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        var outbound = Translations.Content(content, options?.InReplyTo);
        return SendAsync(new SendToMany(key, [.. to], outbound, options?.IdempotencyKey), cancellationToken);
    }

    public IAsyncEnumerable<IncomingMessage> ReceiveAsync(CancellationToken cancellationToken = default) =>
        ReceiveAsync(new ReceiveOptions(), cancellationToken);

    public async IAsyncEnumerable<IncomingMessage> ReceiveAsync(
        ReceiveOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var cursor = 0L;
        while (true)
        {
            var page = await untilAnswered.RunAsync(
                () => ReadAsync(cursor, PageSize, MessagingLimits.MaxReadWait, cancellationToken),
                cancellationToken
            );
            foreach (var message in page)
            {
                if (options.Include(message))
                    yield return message;
                await untilAnswered.RunAsync(
                    () => AcknowledgeAsync(message.Sequence, cancellationToken),
                    cancellationToken
                );
                cursor = message.Sequence;
            }
        }
    }

    public async Task<IReadOnlyList<IncomingMessage>> ReadAsync(
        long after = 0,
        int limit = PageSize,
        TimeSpan wait = default,
        CancellationToken cancellationToken = default
    )
    {
        var messages = await AskAsync(new ReadMailbox(key, after, limit, wait), cancellationToken);
        return [.. messages.Select(message => Translations.Message(this, message))];
    }

    public async Task<MailboxPosition> AcknowledgeAsync(long upTo, CancellationToken cancellationToken = default) =>
        Translations.Position(await AskAsync(new AcknowledgeMessages(key, upTo), cancellationToken));

    public async Task<MailboxPosition> GetMailboxAsync(CancellationToken cancellationToken = default) =>
        Translations.Position(await AskAsync(new GetMailboxStatus(key), cancellationToken));

    public async Task<SentState?> GetSentAsync(string messageId, CancellationToken cancellationToken = default) =>
        await AskAsync(() => new GetSentMessage(key, IdText.ReadMessage(messageId)), cancellationToken) is { } sent
            ? Translations.Sent(sent)
            : null;

    public async Task<WakuContactCard> GetContactCardAsync(CancellationToken cancellationToken = default)
    {
        var card = await AskAsync(new GetContactCard(key), cancellationToken);
        return new(card.CompressedKey, card.ProfileLink, card.Text);
    }

    public async Task<string> AddContactAsync(string card, CancellationToken cancellationToken = default) =>
        IdentityText.Compressed(await AskAsync(new AddContact(key, card), cancellationToken));

    private async Task<SentReceipt> SendAsync(IRequest<SendReceipt> request, CancellationToken cancellationToken)
    {
        return Translations.Receipt(await AskAsync(request, cancellationToken));
    }

    private Task<T> AskAsync<T>(IRequest<T> request, CancellationToken cancellationToken) =>
        AskAsync(() => request, cancellationToken);

    // For a request that is made from text, which may be refused already.
    private Task<T> AskAsync<T>(Func<IRequest<T>> request, CancellationToken cancellationToken) =>
        ClientFaults.TranslateAsync(() => mediator.Send(request(), cancellationToken));
}
