using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Storage;
using WakuGrains.Hosting;
using WakuGrains.Inbound;
using WakuGrains.Orleans.Activation;
using WakuGrains.Orleans.Effects;
using WakuGrains.Orleans.Grains;
using WakuGrains.Orleans.Keeping;
using WakuGrains.Orleans.Listening;
using WakuGrains.Orleans.Placement;
using WakuGrains.Orleans.Storage;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Orleans.Hosting;

/// <summary>Adds WakuGrains to a silo.</summary>
public static class WakuGrainsSiloBuilderExtensions
{
    /// <summary>
    /// Adds the entities of WakuGrains to a silo. Idempotent. The application registers, besides its clustering, a grain storage
    /// provider named <see cref="WakuStorage.ProviderName"/> (whose rows are encrypted by our serializer, whatever it is), a
    /// reminder service and an <see cref="IKeyProtector"/> whose keys all silos share. Without an <see cref="IWakuNode"/> of its
    /// own, envelopes stay in the cluster. An <see cref="Client.IWakuClient"/> is there afterwards, for grains too.
    /// </summary>
    public static ISiloBuilder AddWakuGrains(this ISiloBuilder builder, Action<ClusterOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.TryAddSingleton<IFrameOpener, WorkerFrameOpener>();
        if (!services.TryAddClusterModel())
            return builder;

        var options = services.AddOptions<ClusterOptions>().ValidateDataAnnotations().ValidateOnStart();
        if (configure is not null)
            options.Configure(configure);
        services.AddWakuGrainsStorage();
        services.TryAddSingleton<IWakuNode, LoopbackNode>();
        services.TryAddSingleton(CreatePorts);
        services.AddSingleton<ActivationServices>();
        services.AddPlacementDirector<IdentityPlacement, IdentityPlacementDirector>();
        services.AddSingleton<IConfigureOptions<GrainCollectionOptions>, IdleAges>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, NodeAttachment>();
        services.AddHostedService<StorageOpener>();
        foreach (var shard in TopicShards.Keys)
            services.AddSingleton(TopicShards.Keep(shard));
        services.AddHostedService<GrainKeeper>();
        services.AddHealthChecks().AddCheck<NodeHealthCheck>("node");
        return builder;
    }

    /// <summary>Adds what the rows of the storage are encrypted with.</summary>
    internal static void AddWakuGrainsStorage(this IServiceCollection services)
    {
        services.AddSingleton<StorageMarks>();
        services.AddSingleton<DataKeyRing>();
        services.AddKeyedSingleton<IGrainStorageSerializer>(
            WakuStorage.ProviderName,
            (provider, _) => new RowSerializer(provider.GetRequiredService<DataKeyRing>())
        );
    }

    private static EffectPorts CreatePorts(IServiceProvider provider) =>
        new(
            provider.GetRequiredService<IWakuNode>(),
            provider.GetService<ILetterCarrier>,
            provider.GetRequiredService<IOptions<ClusterOptions>>().Value.PublishWindow,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IRandomSource>(),
            provider.GetRequiredService<ILogger<EffectCarrier>>()
        );
}
