using System.Collections.Immutable;
using MediatR;
using WakuGrains.Engine;
using WakuGrains.Identities;
using WakuGrains.Messages;
using WakuGrains.Ports;

namespace WakuGrains.Mailboxes;

/// <summary>Reads mailboxes by cursor, waits for messages and acknowledges them.</summary>
internal sealed class MailboxHandlers(
    IEntities entities,
    IMailboxStore mailboxes,
    IMailboxChanges changes,
    TimeProvider time
)
    : IRequestHandler<ReadMailbox, ImmutableArray<MailboxMessage>>,
        IRequestHandler<AcknowledgeMessages, MailboxStatus>,
        IRequestHandler<GetMailboxStatus, MailboxStatus>
{
    public async Task<ImmutableArray<MailboxMessage>> Handle(ReadMailbox request, CancellationToken cancellationToken)
    {
        Validate(request);
        var mailbox = await FindAsync(request.Key, cancellationToken);
        var deadline = time.GetUtcNow() + request.Wait;
        while (true)
        {
            var change = await changes.NextChangeAsync(mailbox, cancellationToken);
            var messages = await mailboxes.ReadMailboxAsync(
                mailbox,
                request.AfterSequence,
                request.Limit,
                cancellationToken
            );
            var left = deadline - time.GetUtcNow();
            if (
                !messages.IsEmpty
                || left <= TimeSpan.Zero
                || !await ChangedWithinAsync(change, left, cancellationToken)
            )
                return messages;
        }
    }

    public async Task<MailboxStatus> Handle(AcknowledgeMessages request, CancellationToken cancellationToken)
    {
        var mailbox = await FindAsync(request.Key, cancellationToken);
        var status = await mailboxes.ReadMailboxStatusAsync(mailbox, cancellationToken);
        if (request.UpToSequence < 0 || request.UpToSequence > status.LastSequence)
            throw new InvalidRequestException(
                "upTo",
                "sequence_unknown",
                $"The newest message of this mailbox is number {status.LastSequence}."
            );
        return await mailboxes.AcknowledgeAsync(mailbox, request.UpToSequence, cancellationToken);
    }

    public async Task<MailboxStatus> Handle(GetMailboxStatus request, CancellationToken cancellationToken) =>
        await mailboxes.ReadMailboxStatusAsync(await FindAsync(request.Key, cancellationToken), cancellationToken);

    private async Task<InstallationKey> FindAsync(IdentityKey key, CancellationToken cancellationToken) =>
        (await entities.RequireAsync(key, cancellationToken)).Primary();

    private async Task<bool> ChangedWithinAsync(Task change, TimeSpan wait, CancellationToken cancellationToken)
    {
        try
        {
            await change.WaitAsync(wait, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static void Validate(ReadMailbox request)
    {
        if (request.AfterSequence < 0)
            throw new InvalidRequestException(
                "after",
                "cursor_invalid",
                "The cursor is a sequence number, 0 or higher."
            );
        if (request.Limit is < 1 or > MessagingLimits.MaxReadLimit)
            throw new InvalidRequestException(
                "limit",
                "limit_out_of_range",
                $"The limit is 1 to {MessagingLimits.MaxReadLimit}."
            );
        if (request.Wait < TimeSpan.Zero || request.Wait > MessagingLimits.MaxReadWait)
            throw new InvalidRequestException(
                "wait",
                "wait_out_of_range",
                $"The wait is 0 to {MessagingLimits.MaxReadWait.TotalSeconds} seconds."
            );
    }
}
