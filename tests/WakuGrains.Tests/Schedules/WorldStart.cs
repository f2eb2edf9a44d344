using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using WakuGrains.Sessions;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Schedules;

/// <summary>What every device of a world holds when a schedule begins, and when that is.</summary>
/// <param name="Now">The time.</param>
/// <param name="Devices">The identity of each device, and what the device holds.</param>
internal sealed record WorldStart(DateTimeOffset Now, ImmutableArray<(int Identity, MemoryContents Contents)> Devices)
{
    private const string SessionPrefix = $"{SessionDefinition.KindName}:";

    /// <summary>Devices that have never heard of each other; so many of each identity.</summary>
    public static async Task<WorldStart> OfStrangersAsync(int[] sizes)
    {
        var time = new FakeTimeProvider(new TestWorld().Now);
        var devices = await CreateAsync(sizes, time);
        var start = Save(time, devices);
        devices.ForEach(device => device.Dispose());
        return start;
    }

    /// <summary>
    /// Devices, so many of each identity, that listen on the topics of all others, which takes long to derive, and that know their siblings. They hold
    /// nothing else of each other.
    /// </summary>
    public static async Task<(WorldStart Unpaired, WorldStart Paired)> OfAcquaintancesAsync(int[] sizes)
    {
        var time = new FakeTimeProvider(new TestWorld().Now);
        var devices = await CreateAsync(sizes, time);
        foreach (var device in devices)
        {
            await device.AnnounceAsync();
            foreach (var envelope in device.Silo.Store.TakePublished())
            foreach (var sibling in devices.Where(sibling => sibling.Identity == device.Identity))
                await sibling.ReceiveAsync(envelope);
        }

        await PairAllAsync(devices, isPaired: true);
        await NegotiateAsync(devices);
        var paired = Save(time, devices);
        await PairAllAsync(devices, isPaired: false);
        var unpaired = Save(time, devices);
        devices.ForEach(device => device.Dispose());
        return (unpaired, paired);
    }

    private static async Task<List<WorldDevice>> CreateAsync(int[] sizes, FakeTimeProvider time)
    {
        var devices = new List<WorldDevice>();
        for (var identity = 0; identity < sizes.Length; identity++)
        {
            var first = await WorldDevice.OpenAsync(identity, time, new SeededRandom(100 + devices.Count));
            devices.Add(first);
            var key = await first.ExportAsync();
            for (var i = 1; i < sizes[identity]; i++)
                devices.Add(await WorldDevice.ImportAsync(identity, key, time, new SeededRandom(100 + devices.Count)));
        }

        devices.ForEach(device => device.Silo.Store.TakePublished());
        return devices;
    }

    private static async Task PairAllAsync(List<WorldDevice> devices, bool isPaired)
    {
        foreach (var device in devices)
        foreach (var sibling in devices.Where(other => other.Identity == device.Identity && other != device))
            await device.PairAsync(sibling.Id, isPaired);
        devices.ForEach(device => device.Silo.Store.TakePublished());
    }

    private static async Task NegotiateAsync(List<WorldDevice> devices)
    {
        foreach (var device in devices)
        {
            foreach (
                var peer in devices.Where(peer => peer.Identity != device.Identity).DistinctBy(peer => peer.Identity)
            )
                await device.SendAsync(peer.PublicKey, "negotiate");
            await device.Silo.CarryLettersAsync();
            device.Silo.Store.TakePublished();
            device.Silo.Restore(WithTopicsAlone(device.Silo.Store.Contents));
        }
    }

    private static MemoryContents WithTopicsAlone(MemoryContents contents)
    {
        var definition = new SessionDefinition(TestWorld.Curve);
        var entities = contents.Entities;
        foreach (
            var (name, stored) in entities.Where(entity =>
                entity.Key.StartsWith(SessionPrefix, StringComparison.Ordinal)
            )
        )
        {
            var key = name[SessionPrefix.Length..];
            var negotiated = definition.Decode(key, stored.Parts).Negotiated;
            var record = definition.Encode(0, definition.Empty(key) with { Negotiated = negotiated });
            entities = entities.SetItem(name, new(1, [record, null, null]));
        }

        return contents with
        {
            Entities = entities,
            Onces = MemoryContents.Empty.Onces,
        };
    }

    private static WorldStart Save(FakeTimeProvider time, IEnumerable<WorldDevice> devices) =>
        new(time.GetUtcNow(), [.. devices.Select(device => (device.Identity, device.Silo.Store.Contents))]);
}
