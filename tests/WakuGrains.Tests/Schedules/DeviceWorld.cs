using Microsoft.Extensions.Time.Testing;
using WakuGrains.Embedded.InProcess;
using WakuGrains.Letters;
using WakuGrains.Messages;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;
using WakuGrains.Sessions;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Schedules;

/// <summary>
/// A few identities with a few devices each, every device in a silo of its own, on a network that treats every device differently.
/// Checks each arrival, and at any time everything that was delivered.
/// </summary>
internal sealed class DeviceWorld : IDisposable
{
    private readonly FakeTimeProvider time;
    private readonly int seed;
    private readonly List<WorldDevice> devices = [];
    private readonly WorldLedger ledger = new();
    private readonly WorldFrames frames;

    // Of the identities, and of a stranger.
    private readonly List<KeyPair> keys = [];
    private readonly NetworkFaults network;
    private INetworkFaults faults;

    private DeviceWorld(WorldStart start, int seed, NetworkFaultRates rates)
    {
        time = new FakeTimeProvider(start.Now);
        this.seed = seed;
        network = new NetworkFaults(rates, new SeededRandom(seed));
        faults = network;
        frames = new WorldFrames(devices, keys, new SeededRandom(seed + 1));
    }

    /// <summary>The devices that are not lost.</summary>
    public IReadOnlyList<WorldDevice> Alive => devices.Where(device => device.IsAlive).ToList();

    /// <summary>The other devices of an identity that are not lost.</summary>
    public IReadOnlyList<WorldDevice> Siblings(WorldDevice device) =>
        Alive.Where(other => other.Identity == device.Identity && other != device).ToList();

    /// <summary>How many devices were lost.</summary>
    public int Lost => devices.Count(device => !device.IsAlive);

    /// <summary>A world as it was prepared; the same seed makes the same of it.</summary>
    public static async Task<DeviceWorld> CreateAsync(WorldStart start, int seed, NetworkFaultRates rates)
    {
        var world = new DeviceWorld(start, seed, rates);
        foreach (var (identity, contents) in start.Devices)
            world.devices.Add(await WorldDevice.RestoreAsync(identity, contents, world.time, world.NewRandom()));
        foreach (var first in world.devices.DistinctBy(device => device.Identity))
            world.keys.Add(await first.Silo.KeyPairAsync(first.Info.Key.Name));
        world.keys.Add(KeyPair.Generate(TestWorld.Curve, new SeededRandom(seed), RandomPurpose.Identity));
        return world;
    }

    /// <summary>Sends a text that nobody has sent before, to the identity of a device.</summary>
    public async Task<string> SendAsync(WorldDevice from, WorldDevice to)
    {
        await PublishAsync(from, null);
        var text = $"{from} to {(char)('A' + to.Identity)}: {ledger.Count}";
        var receipt = await from.SendAsync(to.PublicKey, text);
        ledger.Send(new SentText(from, to, text, receipt.MessageId));
        await PublishAsync(from, text);
        return text;
    }

    /// <summary>Makes the copies of what was sent, for the own devices that are paired now.</summary>
    public async Task CarryLettersAsync(WorldDevice from)
    {
        await PublishAsync(from, null);
        while (from.Silo.Store.NextLetter is { } letter)
        {
            await from.CarryAsync(letter);
            if (letter.Kind == MessageLetter.Kind)
                await PublishCopyAsync(from, MessageLetter.Read(TestWorld.Curve, letter));
        }
    }

    /// <summary>A device does something of its own; what it publishes by it goes out.</summary>
    public async Task ActAsync(WorldDevice device, Func<WorldDevice, Task> act)
    {
        await act(device);
        await PublishAsync(device, null);
    }

    /// <summary>
    /// Stops a device between commit and publishing and starts it again: what it published last comes once more, and the letter
    /// that it carried last is carried again, which changes nothing.
    /// </summary>
    public async Task RestartAsync(WorldDevice device)
    {
        device.Restart();
        await device.RepeatLetterAsync();
        device.Silo.Store.TakePublished().ShouldBeEmpty();
        foreach (var envelope in device.Published.TakeLast(2).ToList())
            await CarryAsync(envelope, receiver => ArriveAsync(envelope, receiver));
    }

    /// <summary>A device is lost for ever, and its identity comes back on a new one from its key alone.</summary>
    public async Task RecoverAsync(WorldDevice lost)
    {
        var key = await lost.ExportAsync();
        await PublishAsync(lost, null);
        lost.Lose();
        devices.Add(await WorldDevice.ImportAsync(lost.Identity, key, time, NewRandom()));
        await PublishAsync(devices[^1], null);
    }

    /// <summary>A device begins anew with an identity: what that has encrypted before may be lost.</summary>
    public async Task ResetAsync(WorldDevice device, WorldDevice peer)
    {
        ledger.Reset(device, peer);
        await ActAsync(device, one => one.ResetAsync(peer.PublicKey));
    }

    /// <summary>Somebody without a key changes a bit of an envelope on its way: it is nobody's, or not readable.</summary>
    public async Task CorruptAsync(WorldDevice from, int pick, int bit)
    {
        if (Pick(from, pick) is not { } genuine)
            return;
        var payload = Flip(genuine.Message.Payload, bit);
        var message = WakuMessage.ForStatus(payload, genuine.Message.ContentTopic, genuine.Message.Timestamp ?? 0);
        foreach (var device in Alive)
            (await device.ReceiveAsync(new Envelope(genuine.PubsubTopic, message)))?.Outcome.ShouldBeOneOf(
                EnvelopeOutcome.NotForUs,
                EnvelopeOutcome.Malformed
            );
    }

    /// <summary>Somebody else signs what a device has published; or the device's own identity signs it once more.</summary>
    /// <param name="from">The device.</param>
    /// <param name="pick">Which of its envelopes.</param>
    /// <param name="signer">An identity of this world, or the stranger.</param>
    public async Task ResignAsync(WorldDevice from, int pick, int signer)
    {
        if (Pick(from, pick) is not { } genuine)
            return;
        await ForgeAsync(genuine, keys[signer % keys.Count], data => data.ToArray());
    }

    /// <summary>A device's own identity signs what it has published with one bit changed.</summary>
    public async Task DamageAsync(WorldDevice from, int pick, int bit)
    {
        if (Pick(from, pick) is { } genuine)
            await ForgeAsync(genuine, keys[from.Identity], data => Flip(data, bit));
    }

    /// <summary>Hands over what the network holds back.</summary>
    public Task ReleaseAsync() => network.ReleaseAsync();

    /// <summary>The network does what it should from now on, and hands over what it has held back.</summary>
    public async Task CalmAsync()
    {
        faults = NoFaults.Instance;
        await network.ReleaseAsync();
        await SettleAsync(carriesLetters: true);
    }

    /// <summary>Time goes by.</summary>
    public void Advance(TimeSpan by) => time.Advance(by);

    /// <summary>Everything that was put into an outbox goes out, and what follows from it.</summary>
    public async Task SettleAsync(bool carriesLetters)
    {
        for (var isQuiet = false; !isQuiet; )
        {
            isQuiet = true;
            foreach (var device in Alive)
            {
                isQuiet &= !await PublishAsync(device, null);
                if (carriesLetters)
                    await CarryLettersAsync(device);
            }
        }
    }

    /// <summary>How a device has read a text; null when it has not.</summary>
    public MessageEncryption? Encryption(WorldDevice device, string text) => ledger.Encryption(device, text);

    /// <summary>Everything that any device holds was sent so, and everything that has arrived is there once.</summary>
    public async Task CheckAsync()
    {
        foreach (var device in devices)
            await ledger.CheckAsync(device);
    }

    /// <inheritdoc/>
    public void Dispose() => devices.ForEach(device => device.Dispose());

    private SeededRandom NewRandom() => new(unchecked((seed * 31) + devices.Count + 2));

    private static Envelope? Pick(WorldDevice from, int pick) =>
        from.Published.Count == 0 ? null : from.Published[pick % from.Published.Count];

    private static byte[] Flip(ReadOnlyMemory<byte> data, int bit)
    {
        var changed = data.ToArray();
        changed[bit / 8 % changed.Length] ^= (byte)(1 << (bit % 8));
        return changed;
    }

    private async Task ForgeAsync(Envelope genuine, KeyPair signer, Func<ReadOnlyMemory<byte>, byte[]> change)
    {
        ledger.Tamper(genuine);
        var forged = frames.Forge(genuine, signer, change);
        foreach (var device in Alive)
            await device.ReceiveAsync(forged);
    }

    private async Task PublishCopyAsync(WorldDevice from, MessageLetter letter)
    {
        letter.IsCopy.ShouldBeTrue();
        var text = ledger.Copy(from, letter.MessageId);
        var copies = from.Silo.Store.TakePublished();
        copies.Count.ShouldBe(text is null ? 0 : 1, $"copies that {from} makes");
        foreach (var copy in copies)
            await PublishAsync(from, copy, text);
    }

    private async Task<bool> PublishAsync(WorldDevice from, string? text)
    {
        var published = from.Silo.Store.TakePublished();
        foreach (var envelope in published)
            await PublishAsync(from, envelope, text);
        return published.Count > 0;
    }

    private Task PublishAsync(WorldDevice from, Envelope envelope, string? text)
    {
        ledger.Post(envelope, from, frames.Read(envelope), text);
        from.Published.Add(envelope);
        return CarryAsync(envelope, receiver => ArriveAsync(envelope, receiver));
    }

    private async Task CarryAsync(Envelope envelope, Func<WorldDevice, Task> handOver)
    {
        foreach (var receiver in Alive)
            await faults.CarryAsync(() => handOver(receiver));
    }

    private async Task ArriveAsync(Envelope envelope, WorldDevice receiver)
    {
        if (receiver.IsAlive)
            ledger.Arrive(envelope, receiver, await receiver.ReceiveAsync(envelope));
    }
}
