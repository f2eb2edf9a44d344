using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WakuGrains.Hosting;
using WakuGrains.Orleans.Archives;
using WakuGrains.Orleans.Serialization;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Hosting;

/// <summary>Makes a silo one that exports or imports and serves nothing.</summary>
public static class WakuGrainsArchiveBuilderExtensions
{
    /// <summary>
    /// Adds <see cref="IArchiveSource"/> and <see cref="IArchiveTarget"/> over the storage of a cluster, in place of
    /// <see cref="WakuGrainsSiloBuilderExtensions.AddWakuGrains"/>. The application registers what it registers there, but an
    /// <see cref="IReminderTable"/> without a reminder service, so that nothing is reminded of anything. No other silo of the
    /// cluster may be there meanwhile; the source and the target see to that.
    /// </summary>
    public static ISiloBuilder AddWakuGrainsArchive(
        this ISiloBuilder builder,
        Action<ClusterArchiveOptions>? configure = null
    )
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddWakuGrainsSerialization();
        builder.Services.AddWakuGrainsArchive(configure);
        return builder;
    }

    /// <summary>The same over the services of whatever has the storage.</summary>
    internal static void AddWakuGrainsArchive(
        this IServiceCollection services,
        Action<ClusterArchiveOptions>? configure = null
    )
    {
        services.TryAddOutsideWorld();
        services.AddWakuGrainsStorage();
        services.AddOptions<ClusterOptions>().ValidateDataAnnotations().ValidateOnStart();
        var options = services.AddOptions<ClusterArchiveOptions>().ValidateDataAnnotations().ValidateOnStart();
        if (configure is not null)
            options.Configure(configure);
        services.TryAddSingleton<ISoleSilo, SoleSilo>();
        services.AddSingleton<ArchiveHold>();
        services.AddHostedService(provider => provider.GetRequiredService<ArchiveHold>());
        services.AddSingleton<StoredEntities>();
        services.AddSingleton<ReminderRows>();
        services.AddSingleton<ClusterArchive>();
        services.AddSingleton<IArchiveSource>(provider => provider.GetRequiredService<ClusterArchive>());
        services.AddSingleton<IArchiveTarget>(provider => provider.GetRequiredService<ClusterArchive>());
    }
}
