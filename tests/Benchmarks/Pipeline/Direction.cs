using System.Globalization;
using WakuGrains.Identities;
using WakuGrains.Mailboxes;
using WakuGrains.Messages;
using WakuGrains.Testing;

namespace WakuGrains.Benchmarks.Pipeline;

/// <summary>One bot of a pair writing to the other. Each message carries its number.</summary>
internal sealed class Direction(TestSilo silo, IdentityInfo sender, IdentityInfo recipient) : IDisposable
{
    private const int TextLength = 256;

    // Longer than any delay of a healthy machine: what has not come by then is counted as lost by the audit.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim deliveries = new(0);
    private readonly string recipientText = recipient.PublicKey.ToString();
    private int sent;

    public IdentityInfo Recipient => recipient;

    /// <summary>Messages that were accepted.</summary>
    public int Sent => Volatile.Read(ref sent);

    /// <summary>Sends the next message; its number.</summary>
    public async Task<int> SendAsync()
    {
        var number = Interlocked.Increment(ref sent);
        var text = number.ToString(CultureInfo.InvariantCulture).PadRight(TextLength, '.');
        await silo.Mediator.Send(
            new SendMessage(sender.Key, recipientText, new OutboundContent.Text(text), IdempotencyKey: null)
        );
        return number;
    }

    /// <summary>Sends the next message and waits until any one has been delivered, so that as many stay under way.</summary>
    public async Task SendAndWaitAsync()
    {
        await SendAsync();
        await deliveries.WaitAsync(Patience);
    }

    /// <summary>A message is in the mailbox.</summary>
    public void Delivered() => deliveries.Release();

    /// <summary>The number of a message that was received.</summary>
    public static int NumberOf(MailboxMessage message)
    {
        var text = message.Content.Body.Span;
        return int.Parse(text[..text.IndexOf((byte)'.')], NumberStyles.None, CultureInfo.InvariantCulture);
    }

    public void Dispose() => deliveries.Dispose();
}
