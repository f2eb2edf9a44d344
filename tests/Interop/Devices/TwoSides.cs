using Microsoft.Extensions.Time.Testing;
using WakuGrains.Embedded.InProcess;
using WakuGrains.Interop.Tests.Processes;
using WakuGrains.Interop.Tests.Silo;
using WakuGrains.Testing;

namespace WakuGrains.Interop.Tests.Devices;

/// <summary>
/// An identity with devices of this project, each a silo with a store of its own, and an identity with devices of the other
/// implementation, all on one network and by one clock.
/// </summary>
internal sealed class TwoSides : IAsyncDisposable
{
    private static readonly NetworkFaultRates Disorder = new(Drop: 0, Duplicate: 0.15, Delay: 0.25);
    private static readonly string PeerKey = new('5', 64);

    private readonly TemporaryDirectory directory = new();
    private readonly FakeTimeProvider time = new(DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000));
    private readonly List<BotDevice> started = [];
    private readonly JsonLinesProcess process;
    private string botKey = "";

    private TwoSides(JsonLinesProcess process) => this.process = process;

    /// <summary>Our devices that are there.</summary>
    public List<BotDevice> Bots { get; } = [];

    /// <summary>The other side's devices that are there.</summary>
    public List<PeerDevice> Peers { get; } = [];

    /// <summary>The devices of both sides that are there.</summary>
    public IEnumerable<INetworkDevice> All => [.. Bots, .. Peers];

    /// <summary>What is between them.</summary>
    public DeviceNetwork Network { get; private set; } = null!;

    /// <summary>Our identity, in hex.</summary>
    public string BotIdentity { get; private set; } = "";

    /// <summary>The other side's identity, in hex.</summary>
    public string PeerIdentity { get; private set; } = "";

    /// <summary>Starts both sides with some devices each, which do not know of each other.</summary>
    public static async Task<TwoSides> StartAsync(StatusPeerInstallation installation, int devices)
    {
        var sides = new TwoSides(installation.Start());
        var first = await RemotePeer.CreateAsync(sides.process, "p1", sides.PeerArguments("p1"));
        var silo = await SiloSide.StartAsync(Path.Combine(sides.directory.Path, "a1"), sides.time);
        (sides.PeerIdentity, sides.BotIdentity, sides.botKey) = (
            first.Identity,
            silo.Identity,
            await silo.ExportAsync()
        );
        sides.Network = new(new Wiretap(sides.botKey, PeerKey), Disorder) { IsReliable = true };
        silo.Node.Carry = sides.Network.CarryAsync;
        sides.Enter(new BotDevice("a1", silo, first.Identity));
        await sides.EnterAsync(first, "p1");
        for (var number = 2; number <= devices; number++)
        {
            await sides.StartBotAsync($"a{number}");
            await sides.StartPeerAsync($"p{number}");
        }

        return sides;
    }

    /// <summary>Starts one more device of our identity, from its private key alone.</summary>
    public async Task<BotDevice> StartBotAsync(string name)
    {
        var path = Path.Combine(directory.Path, name);
        var silo = await SiloSide.StartAsync(path, time, Network.CarryAsync, botKey);
        return Enter(new BotDevice(name, silo, PeerIdentity));
    }

    /// <summary>The same, while the other side is away: it misses everything by which a new device makes itself known.</summary>
    public async Task<BotDevice> StartBotUnseenAsync(string name)
    {
        BotDevice? device = null;
        await MissAsync(
            Peers,
            async () =>
            {
                device = await StartBotAsync(name);
                foreach (var sibling in Bots.Where(sibling => sibling != device))
                    await Network.HearsAsync(sibling, device);
                await Network.HasAdvertisedAsync(device, [device]);
            }
        );
        return device!;
    }

    /// <summary>Devices miss what happens.</summary>
    public async Task MissAsync(IEnumerable<INetworkDevice> devices, Func<Task> happening)
    {
        INetworkDevice[] away = [.. devices];
        foreach (var device in away)
            Network.Detach(device);
        await happening();
        foreach (var device in away)
            Network.Attach(device);
    }

    /// <summary>Starts one more device of the other identity, from its private key alone.</summary>
    public async Task<PeerDevice> StartPeerAsync(string name) =>
        await EnterAsync(await RemotePeer.CreateAsync(process, name, PeerArguments(name)), name);

    /// <summary>One of our devices is gone for good, with everything on it.</summary>
    public async Task LoseAsync(BotDevice device)
    {
        Network.Detach(device);
        Bots.Remove(device);
        started.Remove(device);
        await device.DisposeAsync();
    }

    /// <summary>A device of the other side is gone for good.</summary>
    public async Task LoseAsync(PeerDevice device)
    {
        Network.Detach(device);
        Peers.Remove(device);
        await device.Remote.OkAsync("reset");
    }

    /// <summary>Lets time pass.</summary>
    public void Advance(TimeSpan span) => time.Advance(span);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var bot in started)
            await bot.DisposeAsync();
        await process.DisposeAsync();
        directory.Dispose();
    }

    private object PeerArguments(string name) =>
        new
        {
            seed = name,
            identity_private = PeerKey,
            installation_id = $"device-{name}",
        };

    private BotDevice Enter(BotDevice device)
    {
        Bots.Add(device);
        started.Add(device);
        Network.Attach(device);
        return device;
    }

    private async Task<PeerDevice> EnterAsync(RemotePeer remote, string name)
    {
        await remote.OkAsync("listen", new { contact = BotIdentity });
        var device = new PeerDevice(name, remote, Network, time);
        Peers.Add(device);
        Network.Attach(device);
        return device;
    }
}
