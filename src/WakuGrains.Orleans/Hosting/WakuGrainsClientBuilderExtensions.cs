namespace WakuGrains.Orleans.Hosting;

/// <summary>Adds WakuGrains to a client of a cluster.</summary>
public static class WakuGrainsClientBuilderExtensions
{
    /// <summary>
    /// Adds the entities and requests of WakuGrains to a client of a cluster whose silos have them: the same as in a silo, by
    /// calls to its grains. Idempotent.
    /// </summary>
    public static IClientBuilder AddWakuGrains(this IClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddClusterModel();
        return builder;
    }
}
