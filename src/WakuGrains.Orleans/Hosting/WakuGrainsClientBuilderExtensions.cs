namespace WakuGrains.Orleans.Hosting;

/// <summary>Adds WakuGrains to a client of a cluster.</summary>
public static class WakuGrainsClientBuilderExtensions
{
    /// <summary>
    /// Adds the entities and requests of WakuGrains to a client of a cluster whose silos have them: the same as in a silo, by
    /// calls to its grains, and an <see cref="Client.IWakuClient"/>. Idempotent.
    /// </summary>
    public static IClientBuilder AddWakuGrains(this IClientBuilder builder, Action<ClusterOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Services.TryAddClusterModel() && configure is not null)
            builder.Configure(configure);
        return builder;
    }
}
