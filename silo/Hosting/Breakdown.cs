namespace WakuGrains.Silo.Hosting;

/// <summary>
/// Why a silo stopped: a host whose service broke down stops as if it had been asked to, and a supervisor that looks at the
/// exit code must be able to tell the two apart.
/// </summary>
internal static class Breakdown
{
    /// <summary>Throws when a service of the host has broken down.</summary>
    /// <exception cref="SiloException">The first one that did.</exception>
    public static void ThrowIfAny(IServiceProvider services)
    {
        foreach (var service in services.GetServices<IHostedService>().OfType<BackgroundService>())
        {
            if (service.ExecuteTask?.Exception is { InnerException: { } cause })
                throw new SiloException(
                    $"The silo stopped because {service.GetType().Name} broke down: {cause.Message}",
                    cause
                );
        }
    }
}
