using System.Security.Cryptography;
using System.Text;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Storage;
using Orleans.TestingHost;
using WakuGrains.Engine;
using WakuGrains.Identities;
using WakuGrains.Mailboxes;
using WakuGrains.Messages;
using WakuGrains.Orleans.Hosting;
using WakuGrains.Orleans.Listening;
using WakuGrains.Orleans.Storage;
using WakuGrains.Orleans.Tests.Cluster;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Testing;

namespace WakuGrains.Orleans.Tests.Messaging;

/// <summary>Silos with bots, in this process, and a client of theirs.</summary>
internal sealed class BotCluster : IAsyncDisposable
{
    private readonly InProcessTestCluster cluster;
    private readonly ClusterWorld world;

    private BotCluster(InProcessTestCluster cluster, ClusterWorld world) =>
        (this.cluster, this.world) = (cluster, world);

    /// <summary>Asks the cluster from outside.</summary>
    public IMediator Mediator => cluster.Client.ServiceProvider.GetRequiredService<IMediator>();

    /// <summary>The entities, from outside.</summary>
    public IEntities Entities => cluster.Client.ServiceProvider.GetRequiredService<IEntities>();

    public IGrainFactory Grains => cluster.Client;

    public static async Task<BotCluster> StartAsync(
        ClusterWorld world,
        short silos,
        Action<ISiloBuilder>? configure = null
    )
    {
        var builder = new InProcessTestClusterBuilder(silos);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo(
            (_, silo) =>
            {
                Configure(silo, world);
                configure?.Invoke(silo);
            }
        );
        builder.ConfigureClient(client =>
        {
            client.AddWakuGrains();
            client.Services.AddSingleton(Secp256k1Provider.Select(CryptoPreference.Auto));
        });
        var deployed = builder.Build();
        try
        {
            await deployed.DeployAsync();
            world.Network.Join(deployed.Options.ClusterId, deployed.Client);
            return new BotCluster(deployed, world);
        }
        catch
        {
            await deployed.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills a silo: nothing that it holds in memory is put away.</summary>
    public Task KillAsync(int silo) => cluster.KillSiloAsync(cluster.Silos[silo]);

    /// <summary>Kills the silo where a grain lives.</summary>
    public async Task KillOwnerAsync(IAddressable grain)
    {
        var address = await Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(grain);
        await cluster.KillSiloAsync(cluster.Silos.Single(silo => silo.SiloAddress.Equals(address)));
    }

    public Task StartAnotherAsync() => cluster.StartAdditionalSiloAsync();

    /// <summary>Opens an identity, however often that has to be asked for.</summary>
    public Task<IdentityInfo> OpenAsync(IdentityKey key) => AskAsync(new OpenIdentity(key));

    /// <summary>Sends until it is accepted: whoever may not know whether it was asks again with the same key.</summary>
    public async Task<ReadOnlyMemory<byte>> SendAsync(IdentityKey from, PublicKey to, string text)
    {
        var key = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return (
            await AskAsync(new SendMessage(from, to.ToString(), new OutboundContent.Text(text, ""), key))
        ).MessageId;
    }

    /// <summary>Asks until there is an answer.</summary>
    private async Task<T> AskAsync<T>(IRequest<T> request)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Mediator.Send(request);
            }
            catch (Exception exception) when (attempt < 200 && IsOfTheCluster(exception))
            {
                await Task.Yield();
            }
        }
    }

    /// <summary>Reads a mailbox until it holds as many messages; fails after two minutes without one.</summary>
    public async Task<IReadOnlyList<MailboxMessage>> ReadAsync(IdentityKey key, int count)
    {
        var all = new List<MailboxMessage>();
        var patience = 0;
        while (all.Count < count)
        {
            var read = await ReadOnceAsync(key, all.Count == 0 ? 0 : all[^1].Sequence);
            all.AddRange(read);
            patience = read.Count == 0 ? patience + 1 : 0;
            patience.ShouldBeLessThan(12, $"{all.Count} of {count} messages are there");
        }

        return all;
    }

    /// <summary>The bots of the default tenant.</summary>
    public BotRequests Bots => new(Mediator);

    /// <summary>Who listens to what.</summary>
    public async Task<IReadOnlyCollection<TopicListener>> ListListenersAsync()
    {
        var listeners = new List<TopicListener>();
        foreach (var shard in TopicShards.Keys)
            listeners.AddRange(await Grains.GetGrain<ITopicShardGrain>(shard).ListAsync(default));
        return listeners;
    }

    /// <summary>Which message keys everything on the wire was encrypted with.</summary>
    public async Task<KeyUse> ReadKeysAsync(params IdentityKey[] identities) =>
        await world.Wire.ReadKeysAsync(Entities, await ListListenersAsync(), identities);

    public ValueTask DisposeAsync()
    {
        world.Network.Leave(cluster.Options.ClusterId);
        return cluster.DisposeAsync();
    }

    private async Task<IReadOnlyList<MailboxMessage>> ReadOnceAsync(IdentityKey key, long after)
    {
        try
        {
            return await Mediator.Send(new ReadMailbox(key, after, 100, TimeSpan.FromSeconds(10)));
        }
        catch (Exception exception) when (IsOfTheCluster(exception))
        {
            return [];
        }
    }

    // A silo is gone, an activation moves, another one wrote: asking again is the answer.
    private static bool IsOfTheCluster(Exception exception) =>
        exception
            is global::Orleans.Runtime.OrleansException
                or TimeoutException
                or StoreUnavailableException
                or InvalidOperationException;

    /// <summary>Makes a silo one of a world.</summary>
    public static void Configure(ISiloBuilder silo, ClusterWorld world)
    {
        world.AddTo(silo);
        silo.AddReminders();
        silo.Services.AddSingleton(services =>
            world.Wire.Before(
                world.Outage.Before(
                    world.Network.NodeOf(
                        services
                            .GetRequiredService<IOptions<global::Orleans.Configuration.ClusterOptions>>()
                            .Value.ClusterId,
                        new LoopbackNode(services.GetRequiredService<IGrainFactory>())
                    )
                )
            )
        );
        silo.AddWakuGrains(options => options.PendingInterval = TimeSpan.FromSeconds(2));
        silo.Configure<ReminderOptions>(reminders => reminders.MinimumReminderPeriod = TimeSpan.FromSeconds(1));
        silo.Configure<ClusterMembershipOptions>(membership =>
        {
            membership.ProbeTimeout = TimeSpan.FromSeconds(1);
            membership.NumMissedProbesLimit = 2;
            membership.NumVotesForDeathDeclaration = 1;
            membership.TableRefreshTimeout = TimeSpan.FromSeconds(2);
        });
    }
}
