using WakuGrains.Engine;

namespace WakuGrains.Ports;

/// <summary>Takes the topic listeners that turns have asked for, after their commit.</summary>
public interface ITopicTable
{
    /// <summary>Adds a listener; adding the same again changes nothing.</summary>
    /// <returns>Whether the content topic was not listened to before, so that the node has to subscribe to it.</returns>
    bool Add(TopicListener listener);
}
