using System.Collections.Concurrent;
using Shouldly;
using WakuGrains.Ports;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Conformance;

/// <summary>A node that takes every envelope, or refuses the first few, and remembers them.</summary>
public sealed class RecordingNode : IWakuNode, IDisposable
{
    private readonly ConcurrentQueue<Envelope> attempts = new();
    private readonly ConcurrentQueue<Envelope> taken = new();
    private readonly SemaphoreSlim changed = new(0);

    /// <summary>How many attempts are refused, counted from the first.</summary>
    public int Refusals { get; set; }

    public string Name => "recording";

    public int Attempts => attempts.Count;

    public IReadOnlyList<MessageHash> Hashes => [.. attempts.Select(envelope => envelope.Hash)];

    /// <summary>What was taken, in order.</summary>
    public IReadOnlyList<Envelope> Taken => [.. taken];

    /// <summary>What was taken on a topic, in order, repeats left out.</summary>
    public IReadOnlyList<byte[]> TakenOn(string contentTopic) =>
        [
            .. taken
                .Where(envelope => envelope.Message.ContentTopic == contentTopic)
                .DistinctBy(envelope => envelope.Hash)
                .Select(envelope => envelope.Message.Payload.ToArray()),
        ];

    public Task PublishAsync(Envelope envelope, CancellationToken cancellationToken)
    {
        attempts.Enqueue(envelope);
        var refused = attempts.Count <= Refusals;
        if (!refused)
            taken.Enqueue(envelope);
        changed.Release();
        return refused ? throw new WakuNodeException("No peers.") : Task.CompletedTask;
    }

    /// <summary>Waits until what is looked at is true; fails after half a minute without an envelope.</summary>
    public async Task WaitAsync(Func<RecordingNode, bool> until)
    {
        ArgumentNullException.ThrowIfNull(until);
        while (!until(this))
            (await changed.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeTrue($"{taken.Count} envelopes were published");
    }

    public Task SubscribeAsync(IReadOnlyCollection<string> contentTopics, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public void Attach(IEnvelopeReceiver receiver) { }

    public ValueTask<NodeHealth> CheckHealthAsync(CancellationToken cancellationToken) => new(new NodeHealth(true, ""));

    public void Dispose() => changed.Dispose();
}
