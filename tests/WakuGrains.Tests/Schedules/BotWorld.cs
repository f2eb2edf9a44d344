using Microsoft.Extensions.Time.Testing;
using WakuGrains.Embedded.InProcess;
using WakuGrains.Engine;
using WakuGrains.Identities;
using WakuGrains.Messages;
using WakuGrains.Protocol.Waku;
using WakuGrains.Sessions;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Schedules;

/// <summary>
/// A few bots, each in a silo of its own, on a network with faults. Keeps account of what was sent and of what has arrived, and
/// checks each arrival.
/// </summary>
internal sealed class BotWorld : IDisposable
{
    private const string Name = "bot";

    // How an intact envelope may end, whenever and however often it comes.
    private static readonly HashSet<EnvelopeOutcome> Regular =
    [
        EnvelopeOutcome.Delivered,
        EnvelopeOutcome.Processed,
        EnvelopeOutcome.BundleLearnt,
        EnvelopeOutcome.Duplicate,
        EnvelopeOutcome.Echo,
        EnvelopeOutcome.NotForUs,
    ];

    private readonly FakeTimeProvider time = new(new TestWorld().Now);
    private readonly MemorySilo[] silos;
    private readonly IdentityInfo[] bots;
    private readonly Dictionary<MessageHash, (int Recipient, string Text)> sent = [];
    private readonly HashSet<string>[] arrived;
    private readonly List<Envelope>[] published;
    private INetworkFaults faults = NoFaults.Instance;
    private int count;

    private BotWorld(int size)
    {
        silos = [.. Enumerable.Range(0, size).Select(i => new MemorySilo(time, new SeededRandom(100 + i)))];
        bots = new IdentityInfo[size];
        arrived = [.. silos.Select(_ => new HashSet<string>())];
        published = [.. silos.Select(_ => new List<Envelope>())];
    }

    /// <summary>How many bots there are.</summary>
    public int Size => silos.Length;

    /// <summary>Bots that have never heard of each other.</summary>
    public static async Task<BotWorld> CreateAsync(int size)
    {
        var world = new BotWorld(size);
        for (var i = 0; i < size; i++)
        {
            world.bots[i] = await world.silos[i].OpenAsync(Name);
            world.silos[i].Store.TakePublished();
        }

        return world;
    }

    /// <summary>What every silo holds now.</summary>
    public MemoryContents[] Save() => [.. silos.Select(silo => silo.Store.Contents)];

    /// <summary>Goes back to what every silo held, forgets what was on its way, and puts faults on the network.</summary>
    public void Reset(MemoryContents[] contents, INetworkFaults network)
    {
        for (var i = 0; i < Size; i++)
        {
            silos[i].Restore(contents[i]);
            silos[i].Store.TakePublished();
            silos[i].Handled.Clear();
            arrived[i].Clear();
            published[i].Clear();
        }

        sent.Clear();
        faults = network;
        count = 0;
    }

    /// <summary>
    /// Derives the negotiated topic of every pair, which takes long, and forgets everything else that a first message leaves.
    /// </summary>
    public async Task NegotiateAsync()
    {
        var definition = new SessionDefinition(TestWorld.Curve);
        for (var from = 0; from < Size; from++)
        for (var to = 0; to < Size; to++)
        {
            if (from == to)
                continue;
            await silos[from].SendAsync(Name, bots[to].PublicKey, "negotiate");
            var key = Session(from, to).ToString();
            var stored = silos[from].Session(bots[from], bots[to].PublicKey);
            var negotiated = definition.Decode(key, stored.Parts).Negotiated;
            var record = definition.Encode(0, definition.Empty(key) with { Negotiated = negotiated });
            var contents = silos[from].Store.Contents;
            silos[from]
                .Restore(
                    contents with
                    {
                        Entities = contents.Entities.SetItem($"session:{key}", new(1, [record, null, null])),
                    }
                );
        }
    }

    /// <summary>Sends a text that nobody has sent before.</summary>
    public async Task<string> SendAsync(int from, int to)
    {
        var text = $"{from} to {to}: {count++}";
        await silos[from].SendAsync(Name, bots[to].PublicKey, text);
        foreach (var envelope in silos[from].Store.TakePublished())
        {
            sent[envelope.Hash] = (to, text);
            await PublishAsync(from, envelope);
        }

        return text;
    }

    /// <summary>Sends the acknowledgements that wait.</summary>
    public async Task AcknowledgeAsync(int from, int to)
    {
        await silos[from].Entities.Session(Session(from, to)).AcknowledgeAsync(default);
        await PublishAsync(from);
    }

    /// <summary>Publishes the contact code.</summary>
    public async Task AnnounceAsync(int bot)
    {
        await silos[bot].Mediator.Send(new PublishContactCode(bots[bot].Key));
        await PublishAsync(bot);
    }

    /// <summary>Stops the silo between commit and publishing and starts it again: what it published last comes once more.</summary>
    public async Task RestartAsync(int bot)
    {
        silos[bot].Restart();
        foreach (var envelope in published[bot].TakeLast(2).ToList())
            await faults.CarryAsync(() => HandOverAsync(envelope));
    }

    /// <summary>Somebody changes a bit of an envelope on its way: it is nobody's, or not readable.</summary>
    public async Task CorruptAsync(int bot, int pick)
    {
        if (published[bot].Count == 0)
            return;
        var genuine = published[bot][pick % published[bot].Count];
        var payload = genuine.Message.Payload.ToArray();
        payload[pick % payload.Length] ^= (byte)(1 << (pick % 8));
        var changed = WakuMessage.ForStatus(payload, genuine.Message.ContentTopic, genuine.Message.Timestamp ?? 0);
        foreach (var silo in silos)
            (await silo.ReceiveAsync(new Envelope(genuine.PubsubTopic, changed))).ShouldBeOneOf(
                EnvelopeOutcome.NotForUs,
                EnvelopeOutcome.Malformed
            );
    }

    /// <summary>Time goes by.</summary>
    public void Advance(TimeSpan by) => time.Advance(by);

    /// <summary>The network does what it should from now on.</summary>
    public void StopFaults() => faults = NoFaults.Instance;

    /// <summary>How the last message to a bot was encrypted.</summary>
    public MessageEncryption LastEncryption(int bot) =>
        silos[bot].Handled.All.Last(handled => handled.Outcome == EnvelopeOutcome.Delivered).Encryption;

    /// <summary>Whether a text has been delivered.</summary>
    public async Task<bool> HasAsync(int bot, string text) => (await silos[bot].TextsAsync(Name)).Contains(text);

    /// <summary>Everything that arrived was delivered once, from whom it came, and nothing else was.</summary>
    public async Task CheckMailboxesAsync()
    {
        for (var i = 0; i < Size; i++)
        {
            var messages = await silos[i]
                .Mediator.Send(new ReadMailbox(bots[i].Key, 0, MessagingLimits.MaxReadLimit, TimeSpan.Zero));
            var texts = await silos[i].TextsAsync(Name);
            texts.ShouldBeUnique();
            texts.Order().ShouldBe(arrived[i].Order());
            foreach (var (message, text) in messages.Zip(texts))
                message.Content.Sender.ShouldBe(bots[int.Parse(text.Split(' ')[0])].PublicKey);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var silo in silos)
            silo.Dispose();
    }

    private SessionKey Session(int from, int to) =>
        new(new(bots[from].Key, bots[from].Installations[0]), bots[to].PublicKey);

    private async Task PublishAsync(int from)
    {
        foreach (var envelope in silos[from].Store.TakePublished())
            await PublishAsync(from, envelope);
    }

    private Task PublishAsync(int from, Envelope envelope)
    {
        published[from].Add(envelope);
        return faults.CarryAsync(() => HandOverAsync(envelope));
    }

    private async Task HandOverAsync(Envelope envelope)
    {
        for (var i = 0; i < Size; i++)
        {
            var outcome = await silos[i].ReceiveAsync(envelope);
            Regular.ShouldContain(outcome, $"{envelope.Hash} at {i}");
            if (sent.TryGetValue(envelope.Hash, out var message) && message.Recipient == i)
                arrived[i].Add(message.Text);
        }
    }
}
