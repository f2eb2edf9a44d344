using System.Collections.Immutable;
using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using WakuGrains.Engine;
using WakuGrains.Mailboxes;
using WakuGrains.Messages;
using WakuGrains.Silo.Security;

namespace WakuGrains.Silo.Api;

/// <summary>
/// A mailbox as server-sent events: the event's id is the message's sequence number, so that a client that reconnects goes
/// on where it was. Acknowledges nothing.
/// </summary>
internal static class EventStream
{
    private static readonly byte[] KeepAlive = ": still here\n\n"u8.ToArray();

    public static async Task WriteAsync(
        string name,
        [FromHeader(Name = "Last-Event-ID")] string? lastEventId,
        ClaimsPrincipal caller,
        IMediator mediator,
        IHostApplicationLifetime lifetime,
        HttpContext context
    )
    {
        var key = caller.Identity(name);
        var cursor = Parameters.Sequence("lastEventId", lastEventId);
        await mediator.Send(new GetMailboxStatus(key), context.RequestAborted);

        using var either = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted,
            lifetime.ApplicationStopping
        );
        try
        {
            await StartAsync(context.Response, either.Token);
            await PumpAsync(context.Response, mediator, key, cursor, either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // The reader has gone or the silo stops: a stream has no other end.
        }
    }

    private static async Task StartAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        await response.Body.FlushAsync(cancellationToken);
    }

    private static async Task PumpAsync(
        HttpResponse response,
        IMediator mediator,
        IdentityKey key,
        long cursor,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            var read = new ReadMailbox(key, cursor, ApiLimits.EventPage, ApiLimits.KeepAliveInterval);
            var messages = await mediator.Send(read, cancellationToken);
            await response.Body.WriteAsync(Format(messages), cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
            if (!messages.IsEmpty)
                cursor = messages[^1].Sequence;
        }
    }

    private static byte[] Format(ImmutableArray<MailboxMessage> messages)
    {
        if (messages.IsEmpty)
            return KeepAlive;
        var buffer = new MemoryStream();
        foreach (var message in messages)
        {
            buffer.Write("id: "u8);
            buffer.Write(System.Text.Encoding.ASCII.GetBytes(message.Sequence.ToString(CultureInfo.InvariantCulture)));
            buffer.Write("\nevent: message\ndata: "u8);
            JsonSerializer.Serialize(buffer, MessageView.Of(message), ApiJson.Wire.MessageView);
            buffer.Write("\n\n"u8);
        }

        return buffer.ToArray();
    }
}
