using WakuGrains.Engine;

namespace WakuGrains.Ports;

/// <summary>Remembers across restarts which topics are listened to.</summary>
public interface IListenerStore
{
    /// <summary>Every topic listener.</summary>
    IAsyncEnumerable<TopicListener> ReadListenersAsync(CancellationToken cancellationToken);
}
