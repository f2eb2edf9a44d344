using System.Globalization;
using WakuGrains.Mailboxes;
using WakuGrains.Messages;

namespace WakuGrains.Benchmarks.Pipeline;

/// <summary>One bot of a pair writing to the other. Each message carries its number.</summary>
internal sealed class Direction(Bot sender, Bot recipient) : IDisposable
{
    private const int TextLength = 256;

    // Longer than any delay of a healthy machine: what has not come by then is counted as lost by the audit.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim deliveries = new(0);
    private readonly string recipientText = recipient.Identity.PublicKey.ToString();
    private int sent;

    public Bot Sender => sender;

    public Bot Recipient => recipient;

    /// <summary>Messages that were accepted.</summary>
    public int Sent => Volatile.Read(ref sent);

    /// <summary>Sends the next message.</summary>
    public Task<SendReceipt> SendAsync()
    {
        var number = Interlocked.Increment(ref sent);
        var text = number.ToString(CultureInfo.InvariantCulture).PadRight(TextLength, '.');
        return sender.Mediator.Send(
            new SendMessage(sender.Key, recipientText, new OutboundContent.Text(text), IdempotencyKey: null)
        );
    }

    /// <summary>Sends the next message and waits until any one has been delivered, so that as many stay under way.</summary>
    public async Task<SendReceipt> SendAndWaitAsync()
    {
        var receipt = await SendAsync();
        await deliveries.WaitAsync(Patience);
        return receipt;
    }

    /// <summary>A message is in the mailbox.</summary>
    public void Delivered() => deliveries.Release();

    /// <summary>Forgets deliveries that nobody waited for.</summary>
    public void ForgetDeliveries()
    {
        while (deliveries.Wait(0)) { }
    }

    /// <summary>The number of a message that was received.</summary>
    public static int NumberOf(MailboxMessage message)
    {
        var text = message.Content.Body.Span;
        return int.Parse(text[..text.IndexOf((byte)'.')], NumberStyles.None, CultureInfo.InvariantCulture);
    }

    public void Dispose() => deliveries.Dispose();
}
