using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Mailboxes;

namespace WakuGrains.Orleans.Effects;

/// <summary>The entities that take the errands of one entity. All of it may come again.</summary>
internal interface IErrandTakers
{
    /// <summary>Appends messages to a mailbox.</summary>
    Task DeliverAsync(InstallationKey mailbox, ImmutableArray<MessageContent> messages);

    /// <summary>Listens on a topic from now on.</summary>
    Task ListenAsync(TopicListener listener);

    /// <summary>A peer has acknowledged what the entity published.</summary>
    Task AcknowledgedAsync(ImmutableArray<ReadOnlyMemory<byte>> acknowledgementIds);

    /// <summary>The entity has committed envelopes with messages: they are accepted.</summary>
    Task AcceptedAsync(ImmutableArray<PendingEffect> published);

    /// <summary>The node has taken envelopes with messages.</summary>
    Task PublishedAsync(ImmutableArray<PendingEffect> published);
}
