using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Mailboxes;
using WakuGrains.Orleans.Effects;

namespace WakuGrains.Orleans.Tests.Effects;

/// <summary>Entities that take errands, or refuse them, as a test says.</summary>
internal sealed class ScriptedTakers : IErrandTakers
{
    /// <summary>What happens when somebody listens.</summary>
    public Func<Task> OnListen { get; set; } = () => Task.CompletedTask;

    /// <summary>What happens when a message is delivered.</summary>
    public Func<Task> OnDeliver { get; set; } = () => Task.CompletedTask;

    /// <summary>What happens when messages are said to be accepted.</summary>
    public Func<Task> OnAccepted { get; set; } = () => Task.CompletedTask;

    public Task ListenAsync(TopicListener listener) => OnListen();

    public Task DeliverAsync(InstallationKey mailbox, ImmutableArray<MessageContent> messages) => OnDeliver();

    public Task AcknowledgedAsync(ImmutableArray<ReadOnlyMemory<byte>> acknowledgementIds) => Task.CompletedTask;

    public Task AcceptedAsync(ImmutableArray<PendingEffect> published) => OnAccepted();

    public Task PublishedAsync(ImmutableArray<PendingEffect> published) => Task.CompletedTask;
}
