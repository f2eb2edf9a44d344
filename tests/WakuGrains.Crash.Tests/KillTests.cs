using Shouldly;
using WakuGrains.Client;
using WakuGrains.Testing;
using Xunit;

namespace WakuGrains.Crash.Tests;

/// <summary>
/// Two bots talk while their silo is killed with kill -9 again and again, at random moments, and started again on the same
/// data directory.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Kills = 50;
    private const int Seed = 20261124;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task No_acknowledged_send_is_lost_and_no_message_key_is_used_twice()
    {
        using var directory = new TemporaryDirectory();
        var data = Path.Combine(directory.Path, "data");
        var wireLog = Path.Combine(directory.Path, "wire.jsonl");
        var port = SiloProcess.FreePort();
        var silo = await SiloProcess.StartAsync(data, port, wireLog);
        try
        {
            await using var client = await ConnectAsync(data, port);
            var (alice, bob) = await MeetAsync(client);
            using var stopSending = new CancellationTokenSource();
            using var stopReceiving = new CancellationTokenSource();
            var receiving = Task.WhenAll(
                alice.ReceiveAsync(stopReceiving.Token),
                bob.ReceiveAsync(stopReceiving.Token)
            );
            var sending = Task.WhenAll(alice.SendAsync(stopSending.Token), bob.SendAsync(stopSending.Token));

            foreach (var moment in Moments())
            {
                await Task.Delay(moment, TimeProvider.System);
                await silo.KillAsync();
                silo.Dispose();
                silo = await SiloProcess.StartAsync(data, port, wireLog);
            }

            await stopSending.CancelAsync();
            await sending.WaitAsync(Patience);
            await WaitUntilAllArrivedAsync(alice, bob);
            await WaitUntilAllArrivedAsync(bob, alice);
            await stopReceiving.CancelAsync();
            await receiving.WaitAsync(Patience);

            ShouldHaveArrivedOnce(alice, bob);
            ShouldHaveArrivedOnce(bob, alice);
        }
        finally
        {
            await silo.KillAsync();
            silo.Dispose();
        }

        var (keys, usedTwice) = await WireInspector.InspectAsync(data, wireLog);
        output.WriteLine($"{keys} message keys were seen on the wire over {Kills} kills");
        keys.ShouldBeGreaterThan(Kills);
        usedTwice.ShouldBeEmpty();
    }

    private static async Task<WakuClient> ConnectAsync(string data, int port) =>
        new($"http://127.0.0.1:{port}", (await File.ReadAllTextAsync(Path.Combine(data, "api-key"))).Trim());

    private static async Task<(Talker Alice, Talker Bob)> MeetAsync(WakuClient client)
    {
        var alice = await client.OpenIdentityAsync("alice");
        var bob = await client.OpenIdentityAsync("bob");
        return (new Talker(alice, bob.Identity.PublicKey), new Talker(bob, alice.Identity.PublicKey));
    }

    // Moments from at once to half a second after the start, so that every stage of a message is hit.
    private static IEnumerable<TimeSpan> Moments()
    {
#pragma warning disable RS0030, CA5394 // A seeded schedule, so that a failure can be run again.
        var random = new Random(Seed);
        for (var i = 0; i < Kills; i++)
            yield return TimeSpan.FromMilliseconds(random.Next(0, 500));
#pragma warning restore RS0030, CA5394
    }

    private static async Task WaitUntilAllArrivedAsync(Talker sender, Talker receiver)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        using var patience = new CancellationTokenSource(Patience);
        while (Missing(sender, receiver).Any())
            if (!await timer.WaitForNextTickAsync(patience.Token))
                return;
    }

    private void ShouldHaveArrivedOnce(Talker sender, Talker receiver)
    {
        output.WriteLine($"{sender.Acknowledged.Count} sends acknowledged, {receiver.Received.Count} messages shown");
        sender.Acknowledged.Count.ShouldBeGreaterThan(Kills);
        Missing(sender, receiver).ShouldBeEmpty("an acknowledged send was lost");
        foreach (var copies in receiver.Received.GroupBy(message => message.Text))
        {
            copies.Select(copy => copy.Id).Distinct().Count().ShouldBe(1, $"'{copies.Key}' came as two messages");
            sender.Acknowledged[copies.Key].ShouldBe(copies.First().Id);
        }
    }

    private static IEnumerable<string> Missing(Talker sender, Talker receiver) =>
        sender.Acknowledged.Keys.Except(receiver.Received.Select(message => message.Text));
}
