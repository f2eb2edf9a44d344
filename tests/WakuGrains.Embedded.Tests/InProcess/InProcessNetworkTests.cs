using System.Collections.Concurrent;
using Shouldly;
using WakuGrains.Conformance;
using WakuGrains.Embedded.InProcess;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;
using Xunit;

namespace WakuGrains.Embedded.Tests.InProcess;

/// <summary>The network inside the process behaves as a real one does, only without one.</summary>
public sealed class InProcessNetworkTests
{
    private const string Topic = "/test/1/topic/proto";

    [Fact]
    public async Task Every_node_that_listens_receives_the_publisher_too_and_only_the_bytes_travel()
    {
        var network = new InProcessWakuNetwork();
        var (alice, hears) = await JoinAsync(network);
        var (_, alsoHears) = await JoinAsync(network);
        var (_, elsewhere) = await JoinAsync(network, "/test/1/other/proto");
        var sent = Envelope(1);

        await alice.PublishAsync(sent, default);

        foreach (var receiver in (Receiver[])[hears, alsoHears])
        {
            var received = receiver.Received.ShouldHaveSingleItem();
            received.Hash.ShouldBe(sent.Hash);
            received.Message.ShouldNotBeSameAs(sent.Message);
            received.Message.Encode().ShouldBe(sent.Message.Encode());
        }

        elsewhere.Received.ShouldBeEmpty();
    }

    [Fact]
    public async Task Publishing_completes_when_the_receivers_have_handled_it()
    {
        var network = new InProcessWakuNetwork();
        var (node, receiver) = await JoinAsync(network);
        receiver.Handling = new TaskCompletionSource();
        var publishing = node.PublishAsync(Envelope(1), default);
        receiver.Received.Count.ShouldBe(1, "receivers are called at once");
        publishing.IsCompleted.ShouldBeFalse();
        receiver.Handling.SetResult();
        await publishing;
    }

    [Fact]
    public async Task A_receiver_that_could_not_take_it_fails_the_publisher_so_that_it_comes_again()
    {
        var network = new InProcessWakuNetwork();
        var (node, receiver) = await JoinAsync(network);
        receiver.Handling = new TaskCompletionSource();
        receiver.Handling.SetException(new EnvelopeNotTakenException());
        await Should.ThrowAsync<EnvelopeNotTakenException>(() => node.PublishAsync(Envelope(1), default));
    }

    [Fact]
    public async Task A_node_that_was_disposed_has_left()
    {
        var network = new InProcessWakuNetwork();
        var (stays, _) = await JoinAsync(network);
        var (leaves, receiver) = await JoinAsync(network);
        leaves.Dispose();
        await stays.PublishAsync(Envelope(1), default);
        receiver.Received.ShouldBeEmpty();
        (await leaves.CheckHealthAsync(default)).IsHealthy.ShouldBeFalse();
    }

    [Theory]
    [InlineData(1, 0, 0, 0, 0)]
    [InlineData(0, 1, 0, 100, 200)]
    [InlineData(0, 0, 1, 100, 100)]
    public async Task Faults_lose_repeat_and_hold_back(double drop, double duplicate, double delay, int kinds, int all)
    {
        var faults = new NetworkFaults(new NetworkFaultRates(drop, duplicate, delay), new SeededRandomSource(1));
        var (node, receiver) = await JoinAsync(new InProcessWakuNetwork(faults));
        for (byte i = 0; i < 100; i++)
            await node.PublishAsync(Envelope(i), default);
        await faults.ReleaseAsync();
        receiver.Received.Count.ShouldBe(all);
        receiver.Received.Select(each => each.Hash).Distinct().Count().ShouldBe(kinds);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_faults_and_they_change_the_order()
    {
        var first = await RunAsync();
        (await RunAsync()).ShouldBe(first);
        first.SequenceEqual(first.Order()).ShouldBeFalse();

        static async Task<IReadOnlyList<int>> RunAsync()
        {
            var faults = new NetworkFaults(new NetworkFaultRates(0.1, 0.1, 0.3), new SeededRandomSource(7));
            var (node, receiver) = await JoinAsync(new InProcessWakuNetwork(faults));
            for (byte i = 0; i < 100; i++)
                await node.PublishAsync(Envelope(i), default);
            await faults.ReleaseAsync();
            return [.. receiver.Received.Select(each => (int)each.Message.Payload.Span[0])];
        }
    }

    private static async Task<(InProcessWakuNode Node, Receiver Receiver)> JoinAsync(
        InProcessWakuNetwork network,
        string topic = Topic
    )
    {
        var (node, receiver) = (network.CreateNode(), new Receiver());
        node.Attach(receiver);
        await node.SubscribeAsync([topic], default);
        return (node, receiver);
    }

    private static Envelope Envelope(byte number) => Samples.Publish([number], Topic).Envelope;

    private sealed class Receiver : IEnvelopeReceiver
    {
        public ConcurrentQueue<Envelope> Received { get; } = new();

        public TaskCompletionSource? Handling { get; set; }

        public Task ReceiveAsync(Envelope envelope, CancellationToken cancellationToken)
        {
            Received.Enqueue(envelope);
            return Handling?.Task ?? Task.CompletedTask;
        }
    }

    /// <summary>The same bytes for the same seed.</summary>
    private sealed class SeededRandomSource(uint seed) : IRandomSource
    {
        private uint state = seed;

        public void Fill(Span<byte> destination, RandomPurpose purpose)
        {
            foreach (ref var each in destination)
            {
                state = (state * 1664525) + 1013904223;
                each = (byte)(state >> 24);
            }
        }
    }
}
