using System.Collections.Immutable;
using MediatR;
using WakuGrains.Diagnostics;
using WakuGrains.Engine;
using WakuGrains.Identities;
using WakuGrains.Messages;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Trust;

namespace WakuGrains.Sending;

/// <summary>Takes messages for sending and says how far they got.</summary>
internal sealed class SendHandlers(IEntities entities, ISentMessages sentMessages, ISecp256k1 curve)
    : IRequestHandler<SendMessage, SendReceipt>,
        IRequestHandler<SendToMany, SendReceipt>,
        IRequestHandler<GetSentMessage, SentMessage?>
{
    public async Task<SendReceipt> Handle(SendMessage request, CancellationToken cancellationToken)
    {
        SendValidation.IdempotencyKey(request.IdempotencyKey);
        SendValidation.Content(request.Content);
        var recipient = SendValidation.Recipient(curve, request.Recipient);
        var sender = await entities.RequireAsync(request.Sender, cancellationToken);
        if (recipient.Equals(sender.PublicKey))
            throw new InvalidRequestException("to", "recipient_is_sender", "The recipient is the sender itself.");

        var receipt = await entities
            .Session(new SessionKey(sender.Primary(), recipient))
            .SendAsync(request.Content, request.IdempotencyKey, cancellationToken);
        if (!receipt.IsReplay)
            Telemetry.MessagesSent.Add(1);
        return receipt;
    }

    public async Task<SendReceipt> Handle(SendToMany request, CancellationToken cancellationToken)
    {
        SendValidation.IdempotencyKey(request.IdempotencyKey);
        SendValidation.Content(request.Content);
        var recipients = SendValidation.Recipients(curve, request.Recipients);
        var sender = await entities.RequireAsync(request.Sender, cancellationToken);
        if (recipients.Contains(sender.PublicKey))
            throw new InvalidRequestException("to", "recipient_is_sender", "One recipient is the sender itself.");
        await RequireTrustAsync(sender, recipients, cancellationToken);

        var receipt = await entities
            .Session(new SessionKey(sender.Primary(), sender.PublicKey))
            .SendToManyAsync(request.Content, recipients, request.IdempotencyKey, cancellationToken);
        if (!receipt.IsReplay)
            Telemetry.MessagesSent.Add(recipients.Length);
        return receipt;
    }

    public async Task<SentMessage?> Handle(GetSentMessage request, CancellationToken cancellationToken)
    {
        var sender = await entities.RequireAsync(request.Sender, cancellationToken);
        return await sentMessages.FindSentAsync(sender.Primary(), request.MessageId, cancellationToken);
    }

    private async Task RequireTrustAsync(
        IdentityInfo sender,
        ImmutableArray<PublicKey> recipients,
        CancellationToken cancellationToken
    )
    {
        foreach (var recipient in recipients)
        {
            var session = entities.Session(new SessionKey(sender.Primary(), recipient));
            if (!TrustRules.MaySend(sender.TrustPolicy, await session.FindTrustAsync(cancellationToken)))
                throw new PeerNotTrustedException(recipient);
        }
    }
}
