using System.Globalization;
using System.Runtime.CompilerServices;
using WakuGrains.Client.Http;

namespace WakuGrains.Client;

/// <summary>A bot over the HTTP API.</summary>
internal sealed partial class WakuBot(SiloChannel channel, WakuClientOptions options, WakuIdentity identity) : IWakuBot
{
    private readonly string root = $"v1/identities/{Uri.EscapeDataString(identity.Name)}";

    public WakuIdentity Identity => identity;

    private string Messages => $"{root}/messages";

    public Task<SentReceipt> SendAsync(
        string to,
        OutgoingContent content,
        SendOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(to);
        return SendAsync(Messages, new Addressees([to], AreSeveral: false), content, options, cancellationToken);
    }

    public Task<SentReceipt> SendAsync(
        IReadOnlyCollection<string> to,
        OutgoingContent content,
        SendOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(to);
        return SendAsync(Messages, new Addressees([.. to], AreSeveral: true), content, options, cancellationToken);
    }

    public IAsyncEnumerable<IncomingMessage> ReceiveAsync(CancellationToken cancellationToken = default) =>
        ReceiveAsync(new ReceiveOptions(), cancellationToken);

    public IAsyncEnumerable<IncomingMessage> ReceiveAsync(
        ReceiveOptions options,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        return LoopAsync(options, cancellationToken);
    }

    public async Task<IReadOnlyList<IncomingMessage>> ReadAsync(
        long after = 0,
        int limit = 100,
        TimeSpan wait = default,
        CancellationToken cancellationToken = default
    ) => await PollAsync(ReadCall(after, limit, wait), cancellationToken);

    public Task<MailboxPosition> AcknowledgeAsync(long upTo, CancellationToken cancellationToken = default) =>
        SettleAsync(upTo, neverGivesUp: false, cancellationToken);

    public Task<MailboxPosition> GetMailboxAsync(CancellationToken cancellationToken = default) =>
        channel.RequireAsync(Call.Get($"{root}/mailbox"), WireJson.Default.MailboxPosition, cancellationToken);

    public Task<SentState?> GetSentAsync(string messageId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messageId);
        var call = Call.Get($"{root}/sent/{Uri.EscapeDataString(messageId)}") with
        {
            NotFoundCode = "message_not_found",
        };
        return channel.CallAsync(call, WireJson.Default.SentState, cancellationToken);
    }

    public Task<WakuContactCard> GetContactCardAsync(CancellationToken cancellationToken = default) =>
        channel.RequireAsync(Call.Get($"{root}/contact-card"), WireJson.Default.WakuContactCard, cancellationToken);

    public async Task<string> AddContactAsync(string card, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(card);
        var call = Call.Post($"{root}/contacts", new AddContactBody(card), WireJson.Default.AddContactBody);
        return (await channel.RequireAsync(call, WireJson.Default.ContactBody, cancellationToken)).PublicKey;
    }

    private Task<SentReceipt> SendAsync(
        string path,
        Addressees? to,
        OutgoingContent content,
        SendOptions? options,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(content);
        var body = content switch
        {
            TextContent text => new SendBody(to, text.Text, null, null, null, options?.InReplyTo),
            DataContent data => new SendBody(to, null, data.ContentType, data.Body, data.Headers, options?.InReplyTo),
            _ => throw new ArgumentException("Not a kind of content.", nameof(content)),
        };
        var call = Call.Post(path, body, WireJson.Default.SendBody) with
        {
            IdempotencyKey = options?.IdempotencyKey ?? Chance.IdempotencyKey(),
        };
        return channel.RequireAsync(call, WireJson.Default.SentReceipt, cancellationToken);
    }

    private async IAsyncEnumerable<IncomingMessage> LoopAsync(
        ReceiveOptions wanted,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var cursor = 0L;
        while (true)
        {
            var poll = ReadCall(cursor, options.PageSize, options.PollWait) with { NeverGivesUp = true };
            var page = await PollAsync(poll, cancellationToken);
            foreach (var (index, message) in page.Index())
            {
                if (wanted.Include(message))
                    yield return message;
                else if (index + 1 < page.Length && !wanted.Include(page[index + 1]))
                    continue; // What is skipped in a row is acknowledged at once.
                await SettleAsync(message.Sequence, neverGivesUp: true, cancellationToken);
                cursor = message.Sequence;
            }
        }
    }

    private Task<MailboxPosition> SettleAsync(long upTo, bool neverGivesUp, CancellationToken cancellationToken)
    {
        var body = new AcknowledgeBody(upTo);
        var call = Call.Post($"{root}/acknowledgements", body, WireJson.Default.AcknowledgeBody) with
        {
            NeverGivesUp = neverGivesUp,
        };
        return channel.RequireAsync(call, WireJson.Default.MailboxPosition, cancellationToken);
    }

    private Call ReadCall(long after, int limit, TimeSpan wait)
    {
        var seconds = wait.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return Call.Get($"{Messages}?after={after}&limit={limit}&wait={seconds}") with { Wait = wait };
    }

    private async Task<IncomingMessage[]> PollAsync(Call call, CancellationToken cancellationToken)
    {
        var answer = await channel.RequireAsync(call, WireJson.Default.MessageListBody, cancellationToken);
        return [.. answer.Messages.Select(message => message.ToIncoming(this))];
    }
}
