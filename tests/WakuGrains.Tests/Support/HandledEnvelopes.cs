using MediatR;
using WakuGrains.Messages;

namespace WakuGrains.Tests.Support;

/// <summary>Notes how every envelope was handled.</summary>
internal sealed class HandledEnvelopes : INotificationHandler<EnvelopeHandled>
{
    private readonly Lock gate = new();
    private readonly List<EnvelopeHandled> all = [];

    /// <summary>All of them, in order.</summary>
    public IReadOnlyList<EnvelopeHandled> All
    {
        get
        {
            lock (gate)
                return [.. all];
        }
    }

    /// <summary>Forgets them.</summary>
    public void Clear()
    {
        lock (gate)
            all.Clear();
    }

    /// <inheritdoc/>
    public Task Handle(EnvelopeHandled notification, CancellationToken cancellationToken)
    {
        lock (gate)
            all.Add(notification);
        return Task.CompletedTask;
    }
}
