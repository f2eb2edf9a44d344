using Shouldly;
using WakuGrains.Client;
using WakuGrains.Testing;
using Xunit;

namespace WakuGrains.Crash.Tests;

/// <summary>
/// Two bots talk through a silo that is killed again and again, at random moments of its life. Afterwards the books have to
/// balance: what was accepted was received, once, and the wire never saw a message key twice.
/// </summary>
public sealed class CrashTests(ITestOutputHelper log) : IDisposable
{
    private const int Kills = 50;
    private const int Seed = 20261124;

    // A kill in three hits the start, where the store is recovered and the outbox is taken up again.
    private const double ShareOfStarts = 1.0 / 3;
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(1.2);
    private static readonly TimeSpan LongestLife = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static readonly WakuClientOptions Stubborn = new()
    {
        MinRetryDelay = TimeSpan.FromMilliseconds(20),
        MaxRetryDelay = TimeSpan.FromMilliseconds(200),
        GiveUpAfter = TimeSpan.FromMinutes(5),
    };

    private readonly TemporaryDirectory directory = new();
    private readonly string port = SiloProcess.FreePort();
    private readonly SeededChance chance = new(Seed);

    private string Data => Path.Combine(directory.Path, "data");

    private string WireLog => Path.Combine(directory.Path, "wire.jsonl");

    public void Dispose() => directory.Dispose();

    [Fact(Timeout = 4 * 60 * 1000)]
    public async Task Fifty_kills_lose_nothing_repeat_nothing_and_use_no_key_twice()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var waku = await FirstStartAsync(cancellationToken);
        using var silo = new ReplaceableSilo(Start);
        var (aliceBot, bobBot) = (
            await waku.OpenIdentityAsync("alice", cancellationToken),
            await waku.OpenIdentityAsync("bob", cancellationToken)
        );
        using var alice = new TalkingBot(aliceBot, bobBot.Identity.PublicKey);
        using var bob = new TalkingBot(bobBot, aliceBot.Identity.PublicKey);
        await KillWhileTheyTalkAsync(silo, alice, bob, cancellationToken);
        await silo.Current.KillAsync();

        Books.ShouldBalance(alice, bob, Kills, log);
        Books.ShouldBalance(bob, alice, Kills, log);
        await ShouldUseEachKeyOnceAsync();
    }

    [Fact]
    public void A_key_that_is_used_twice_is_noticed()
    {
        var use = new KeyUse();
        use.Add(Entries.Make(n: 1, "one"));
        use.Add(Entries.Make(n: 2, "two"));
        use.Add(Entries.Make(n: 1, "one"));
        use.UsedTwice.ShouldBeEmpty();

        use.Add(Entries.Make(n: 2, "another"));
        use.UsedTwice.Count.ShouldBe(1);
        use.Keys.ShouldBe(2);
    }

    private async Task<WakuClient> FirstStartAsync(CancellationToken cancellationToken)
    {
        using var silo = Start();
        using var http = new HttpClient();
        await UntilReadyAsync(silo, http, cancellationToken);
        var key = await File.ReadAllTextAsync(Path.Combine(Data, "api-key"), cancellationToken);
        await silo.KillAsync();
        return new WakuClient($"http://127.0.0.1:{port}", key.Trim(), Stubborn);
    }

    private async Task KillWhileTheyTalkAsync(
        ReplaceableSilo silo,
        TalkingBot alice,
        TalkingBot bob,
        CancellationToken cancellationToken
    )
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] asking = [alice.AskAsync(over.Token), bob.AskAsync(over.Token)];
        Task[] listening = [alice.ListenAsync(over.Token), bob.ListenAsync(over.Token)];
        var talk = Task.WhenAll([.. asking, .. listening]);
        for (var kill = 0; kill < Kills && !talk.IsCompleted; kill++)
            await KillOnceAsync(silo, cancellationToken);
        if (talk.IsFaulted)
            await talk;

        await Task.WhenAll(alice.FinishAsync(over.Token), bob.FinishAsync(over.Token))
            .WaitAsync(Patience, TimeProvider.System, cancellationToken);
        await Task.WhenAll(asking);
        await over.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => Task.WhenAll(listening));
    }

    private async Task KillOnceAsync(ReplaceableSilo silo, CancellationToken cancellationToken)
    {
        var duringStart = chance.Next() < ShareOfStarts;
        if (!duringStart)
            await UntilReadyAsync(silo.Current, silo.Http, cancellationToken);
        var moment = (duringStart ? LongestStart : LongestLife) * chance.Next();
        await Task.Delay(moment, TimeProvider.System, cancellationToken);
        silo.Current.HasExited.ShouldBeFalse($"The silo ended by itself: {silo.Current.Output}");
        await silo.KillAndStartAsync();
    }

    private SiloProcess Start() => SiloProcess.Serve("--port", port, "--data", Data, "--wire-log", WireLog);

    private Task UntilReadyAsync(SiloProcess silo, HttpClient http, CancellationToken cancellationToken) =>
        Readiness.WaitAsync(silo, http, port, Patience, cancellationToken);

    private async Task ShouldUseEachKeyOnceAsync()
    {
        var use = new KeyUse();
        var envelopes = 0;
        var hashes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (hash, message) in (await WireReader.OpenAsync(Data)).Read(WireLog))
        {
            envelopes++;
            hashes.Add(hash);
            foreach (var entry in message.Entries.Values)
                use.Add(entry);
        }

        log.WriteLine($"{envelopes} envelopes on the wire, {hashes.Count} different, {use.Keys} message keys");
        use.Keys.ShouldBeGreaterThan(2 * Kills);
        use.UsedTwice.ShouldBeEmpty();
    }
}
