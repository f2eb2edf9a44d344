using Shouldly;
using WakuGrains.Client;
using WakuGrains.Testing;
using WakuGrains.Testing.Azurite;
using Xunit;

namespace WakuGrains.Crash.Tests;

/// <summary>
/// Two silos of a cluster, each a process of its own, over an emulator of Azure Tables. Alice talks through one, Bob through the
/// other, and each silo is killed once while they do.
/// </summary>
public sealed class ClusterCrashTests(ITestOutputHelper log) : IAsyncLifetime
{
    private const int LeastMessages = 60;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private static readonly WakuClientOptions Stubborn = new()
    {
        MinRetryDelay = TimeSpan.FromMilliseconds(50),
        MaxRetryDelay = TimeSpan.FromSeconds(1),
        GiveUpAfter = TimeSpan.FromMinutes(5),
    };

    private readonly TemporaryDirectory directory = new();
    private readonly string[] ports = [SiloProcess.FreePort(), SiloProcess.FreePort()];
    private readonly string[] siloPorts = [SiloProcess.FreePort(), SiloProcess.FreePort()];
    private AzuriteServer? azurite;

    private string Data => Path.Combine(directory.Path, "data");

    public async ValueTask InitializeAsync()
    {
#if ORLEANS_ENGINE
        try
        {
            azurite = await AzuriteServer.StartAsync();
        }
        catch (AzuriteMissingException missing)
        {
            Assert.Skip(missing.Message);
        }
#else
        azurite = await Task.FromResult<AzuriteServer?>(null);
        Assert.Skip("The cluster engine is not built in: the packages of Orleans are not to be had here.");
#endif
    }

    public async ValueTask DisposeAsync()
    {
        if (azurite is not null)
            await azurite.DisposeAsync();
        directory.Dispose();
    }

    [Fact(Timeout = 6 * 60 * 1000)]
    public async Task Two_silos_carry_a_conversation_while_each_is_killed_once_and_lose_nothing()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var one = new ReplaceableSilo(() => Start(0));
        await ShouldBeReadyAsync(one, 0, cancellationToken);
        using var other = new ReplaceableSilo(() => Start(1));
        await ShouldBeReadyAsync(other, 1, cancellationToken);
        await using var ofAlice = Client(0);
        await using var ofBob = Client(1);
        var aliceBot = await ofAlice.OpenIdentityAsync("alice", cancellationToken);
        var bobBot = await ofBob.OpenIdentityAsync("bob", cancellationToken);
        using var alice = new TalkingBot(aliceBot, bobBot.Identity.PublicKey);
        using var bob = new TalkingBot(bobBot, aliceBot.Identity.PublicKey);

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] asking = [alice.AskAsync(over.Token), bob.AskAsync(over.Token)];
        Task[] listening = [alice.ListenAsync(over.Token), bob.ListenAsync(over.Token)];
        foreach (var (silo, number) in new[] { (other, 1), (one, 0) })
        {
            await UntilShownAsync(alice, bob, more: 40, cancellationToken);
            await silo.KillAndStartAsync();
            await UntilShownAsync(alice, bob, more: 40, cancellationToken);
            await ShouldBeReadyAsync(silo, number, cancellationToken);
        }

        await Task.WhenAll(alice.FinishAsync(over.Token), bob.FinishAsync(over.Token))
            .WaitAsync(Patience, TimeProvider.System, cancellationToken);
        await Task.WhenAll(asking);
        await over.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => Task.WhenAll(listening));
        Books.ShouldBalance(alice, bob, LeastMessages, log);
        Books.ShouldBalance(bob, alice, LeastMessages, log);
    }

    private SiloProcess Start(int number) =>
        SiloProcess.Serve(
            "--engine",
            "orleans",
            "--clustering",
            "azure-table",
            "--azure-storage",
            azurite!.ConnectionString,
            "--silo-port",
            siloPorts[number],
            "--gateway-port",
            "0",
            "--port",
            ports[number],
            "--data",
            Data
        );

    private WakuClient Client(int number) =>
        new($"http://127.0.0.1:{ports[number]}", File.ReadAllText(Path.Combine(Data, "api-key")).Trim(), Stubborn);

    private static async Task UntilShownAsync(
        TalkingBot alice,
        TalkingBot bob,
        int more,
        CancellationToken cancellationToken
    )
    {
        var enough = alice.Shown.Count + bob.Shown.Count + more;
        using var patience = new PeriodicTimer(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        for (var waited = TimeSpan.Zero; alice.Shown.Count + bob.Shown.Count < enough; waited += patience.Period)
        {
            waited.ShouldBeLessThan(Patience, "the conversation stands still");
            await patience.WaitForNextTickAsync(cancellationToken);
        }
    }

    private async Task ShouldBeReadyAsync(ReplaceableSilo silo, int number, CancellationToken cancellationToken) =>
        await Readiness.WaitAsync(silo.Current, silo.Http, ports[number], Patience, cancellationToken);
}
