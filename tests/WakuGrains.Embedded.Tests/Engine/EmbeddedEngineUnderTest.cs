using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WakuGrains.Conformance;
using WakuGrains.Embedded.Engine;
using WakuGrains.Embedded.Hosting;
using WakuGrains.Embedded.Letters;
using WakuGrains.Embedded.Outbox;
using WakuGrains.Embedded.Tests.Store;
using WakuGrains.Engine;
using WakuGrains.Mailboxes;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Topics;

namespace WakuGrains.Embedded.Tests.Engine;

/// <summary>The embedded engine over a SQLite store in a temporary directory, without the messaging model.</summary>
public sealed class EmbeddedEngineUnderTest : IEngineUnderTest
{
    private readonly StoreFixture fixture = new();
    private readonly EmbeddedOptions options = new() { DataDirectory = "unused" };
    private GatedStore store = null!;
    private OutboxPublisher publisher = null!;
    private LetterDispatcher letters = null!;

    private EmbeddedEngineUnderTest(int maxActivations) => options.MaxActivations = maxActivations;

    public static async Task<EmbeddedEngineUnderTest> StartAsync(int maxActivations = 50_000)
    {
        var under = new EmbeddedEngineUnderTest(maxActivations);
        await under.OpenAsync();
        return under;
    }

    public EmbeddedEngine Embedded { get; private set; } = null!;

    public IEntityEngine Engine => Embedded;

    public IMailboxStore Mailboxes => store;

    public RecordingNode Node { get; } = new();

    public RecordingCarrier Carrier { get; } = new();

    public CommitGate Gate { get; } = new();

    public async Task RestartAsync()
    {
        await CloseAsync();
        await OpenAsync();
    }

    public Task PassTimeAsync()
    {
        fixture.Time.Advance(TimeSpan.FromSeconds(30));
        return Task.CompletedTask;
    }

    public Task PutAwayAsync()
    {
        fixture.Time.Advance(options.IdleAge + TimeSpan.FromSeconds(1));
        Embedded.PutAwayIdle();
        return Task.CompletedTask;
    }

    /// <summary>Another engine over the same store: what must never be, for the test that it is refused.</summary>
    public EmbeddedEngine NewEngine()
    {
        var effects = new EffectRunner(
            new TopicTable(),
            Node,
            new MailboxWatcher(),
            publisher,
            letters,
            NullLogger<EffectRunner>.Instance
        );
        return new(store, effects, fixture.Time, SystemRandomSource.Instance, Samples.Curve, Options.Create(options));
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Node.Dispose();
        Carrier.Dispose();
        fixture.Dispose();
    }

    private async Task OpenAsync()
    {
        store = new GatedStore(await fixture.OpenAsync(), Gate);
        publisher = new OutboxPublisher(
            store,
            Node,
            fixture.Time,
            SystemRandomSource.Instance,
            Options.Create(options),
            NullLogger<OutboxPublisher>.Instance
        );
        letters = new LetterDispatcher(
            store,
            () => Carrier,
            fixture.Time,
            SystemRandomSource.Instance,
            NullLogger<LetterDispatcher>.Instance
        );
        Embedded = NewEngine();
        await publisher.StartedAsync(default);
        await letters.StartedAsync(default);
    }

    private async Task CloseAsync()
    {
        await publisher.StoppingAsync(default);
        await publisher.DisposeAsync();
        await letters.StoppingAsync(default);
        await letters.DisposeAsync();
        await store.DisposeAsync();
    }
}
