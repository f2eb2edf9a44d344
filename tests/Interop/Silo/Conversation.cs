using Microsoft.Extensions.Time.Testing;
using WakuGrains.Embedded.InProcess;
using WakuGrains.Interop.Tests.Processes;
using WakuGrains.Testing;

namespace WakuGrains.Interop.Tests.Silo;

/// <summary>
/// A bot of a silo and a peer of the other implementation, with a network between them that both ends can do without for a
/// while. Whole WakuMessages pass, so that pipeline, entities, store and outbox all take part.
/// </summary>
internal sealed class Conversation : IAsyncDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly FakeTimeProvider time = new(DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000));
    private readonly TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly JsonLinesProcess process;

    private Conversation(JsonLinesProcess process) => this.process = process;

    /// <summary>This project's end.</summary>
    public SiloSide Silo { get; private set; } = null!;

    /// <summary>The other end.</summary>
    public PeerSide Peer { get; private set; } = null!;

    /// <summary>The peer as a process knows it.</summary>
    public RemotePeer Remote { get; private set; } = null!;

    /// <summary>From the silo to the peer.</summary>
    public LossyLink ToPeer { get; private set; } = null!;

    /// <summary>From the peer to the silo.</summary>
    public LossyLink ToSilo { get; private set; } = null!;

    /// <summary>Ids of what the silo sent.</summary>
    public List<string> SiloSent { get; } = [];

    /// <summary>What the peer sent.</summary>
    public List<PeerMessage> PeerSent { get; } = [];

    /// <summary>Starts both ends. Nothing passes before <see cref="Open"/>.</summary>
    public static async Task<Conversation> StartAsync(
        StatusPeerInstallation installation,
        NetworkFaultRates rates,
        string seed
    )
    {
        var conversation = new Conversation(installation.Start());
        var remote = await RemotePeer.CreateAsync(conversation.process, "peer", new { seed });
        var silo = await SiloSide.StartAsync(conversation.directory.Path, conversation.time);
        var peer = new PeerSide(remote);
        conversation.Remote = remote;
        conversation.Silo = silo;
        conversation.Peer = peer;
        conversation.ToPeer = new(rates, $"{seed} there", peer.ReceiveAsync);
        conversation.ToSilo = new(rates, $"{seed} back", (envelope, _) => silo.Node.HandOverAsync(envelope));
        silo.Node.Carry = async envelope =>
        {
            await conversation.open.Task;
            await conversation.ToPeer.CarryAsync(envelope);
        };
        await remote.OkAsync("listen", new { contact = silo.Identity });
        return conversation;
    }

    /// <summary>Each end learns the other's bundle, out of band.</summary>
    public async Task ExchangeBundlesAsync()
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        await Silo.LearnAsync(Remote.Identity, (await Remote.OkAsync("bundle", new { now })).Text("bundle"));
        await Remote.OkAsync("process_bundle", new { bundle = await Silo.BundleAsync() });
    }

    /// <summary>Lets envelopes pass.</summary>
    public void Open() => open.SetResult();

    /// <summary>Lets time pass.</summary>
    public void Advance(TimeSpan span) => time.Advance(span);

    /// <summary>The silo sends texts; they go on their way by themselves.</summary>
    public async Task SiloSendsAsync(int count)
    {
        var first = SiloSent.Count;
        var texts = Enumerable.Range(first, count).Select(number => $"from the silo {number}");
        SiloSent.AddRange(await Task.WhenAll(texts.Select(text => Silo.SendAsync(Remote.Identity, text))));
    }

    /// <summary>The peer sends texts, which do not go on their way yet.</summary>
    public async Task<IReadOnlyList<PeerMessage>> PeerSendsAsync(int count)
    {
        var sent = new List<PeerMessage>(count);
        for (var i = 0; i < count; i++)
        {
            var text = $"from the peer {PeerSent.Count}";
            sent.Add(await Peer.SendAsync(Silo.Identity, text, time.GetUtcNow()));
            PeerSent.Add(sent[^1]);
        }

        return sent;
    }

    /// <summary>Sends messages of the peer on their way to the silo.</summary>
    public async Task CarryAsync(IEnumerable<PeerMessage> messages)
    {
        foreach (var message in messages)
            await ToSilo.CarryAsync(message.Envelope);
    }

    /// <summary>
    /// Lets everything arrive that was held back or lost, then one more text each way, which carries the last acknowledgements.
    /// Returns how many envelopes had been lost.
    /// </summary>
    public async Task<int> SettleAsync()
    {
        (ToPeer.IsReliable, ToSilo.IsReliable) = (true, true);
        await ExchangeLastWordsAsync();
        var lost = await ToPeer.RecoverAsync() + await ToSilo.RecoverAsync();
        await ExchangeLastWordsAsync();
        return lost;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Silo is not null)
            await Silo.DisposeAsync();
        await process.DisposeAsync();
        directory.Dispose();
    }

    // The outbox of a session is in order: when its last text has been read, everything before it has been sent.
    private async Task ExchangeLastWordsAsync()
    {
        var text = $"from the silo {SiloSent.Count}";
        await SiloSendsAsync(1);
        await Peer.HasReadAsync(text).WaitAsync(TimeSpan.FromSeconds(30));
        await CarryAsync(await PeerSendsAsync(1));
    }
}
