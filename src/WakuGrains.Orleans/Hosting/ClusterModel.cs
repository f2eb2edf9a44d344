using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WakuGrains.Client;
using WakuGrains.Client.InProcess;
using WakuGrains.Engine;
using WakuGrains.Hosting;
using WakuGrains.Orleans.Catalogs;
using WakuGrains.Orleans.Mailboxes;
using WakuGrains.Orleans.Sending;
using WakuGrains.Orleans.Serialization;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Hosting;

/// <summary>What silos and clients have in common: the handlers, over the entities of the cluster.</summary>
internal static class ClusterModel
{
    /// <summary>Adds it.</summary>
    /// <returns>Whether it was not there yet.</returns>
    public static bool TryAddClusterModel(this IServiceCollection services)
    {
        services.TryAddSingleton<IMailboxChanges, ClusterMailboxChanges>();
        if (!services.TryAddModel())
            return false;
        services.AddWakuGrainsSerialization();
        services.AddSingleton<IEntities, ClusterEntities>();
        services.AddSingleton<ClusterCatalog>();
        services.AddSingleton<IEntityCatalog>(provider => provider.GetRequiredService<ClusterCatalog>());
        services.AddSingleton<IMailboxStore, ClusterMailboxes>();
        services.AddSingleton<ISentMessages, ClusterSentMessages>();
        services.AddSingleton(typeof(IPipelineBehavior<,>), typeof(ClusterFaults<,>));
        services.TryAddSingleton<IWakuClient>(provider => new InProcessClient(
            provider.GetRequiredService<IMediator>(),
            provider.GetRequiredService<IOptions<ClusterOptions>>().Value.Tenant,
            provider.GetRequiredService<TimeProvider>()
        ));
        return true;
    }
}
