namespace WakuGrains.Client;

/// <summary>What to receive.</summary>
public sealed record ReceiveOptions
{
    /// <summary>
    /// Whether to receive what other devices of the identity have sent too, to see the whole conversation; see
    /// <see cref="IncomingMessage.Direction"/>. Otherwise it is skipped and acknowledged.
    /// </summary>
    public bool IncludeSent { get; init; }

    /// <summary>Whether a message is for the reader.</summary>
    public bool Include(IncomingMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return IncludeSent || message.Direction == MessageDirection.Received;
    }
}
