using Microsoft.Extensions.DependencyInjection;

namespace WakuGrains.Benchmarks.Cluster;

/// <summary>Puts something in front of a service that is registered already.</summary>
internal static class ServiceDecoration
{
    /// <summary>In front of a service without a key.</summary>
    public static void Decorate<TService>(this IServiceCollection services, Func<TService, TService> wrap)
        where TService : class
    {
        var present = Take<TService>(services, key: null);
        services.AddSingleton(provider =>
            wrap(
                (TService)(
                    present.ImplementationInstance
                    ?? present.ImplementationFactory?.Invoke(provider)
                    ?? ActivatorUtilities.CreateInstance(provider, present.ImplementationType!)
                )
            )
        );
    }

    /// <summary>In front of a service with a key.</summary>
    public static void Decorate<TService>(this IServiceCollection services, string key, Func<TService, TService> wrap)
        where TService : class
    {
        var present = Take<TService>(services, key);
        services.AddKeyedSingleton(
            key,
            (provider, _) =>
                wrap(
                    (TService)(
                        present.KeyedImplementationInstance
                        ?? present.KeyedImplementationFactory?.Invoke(provider, key)
                        ?? ActivatorUtilities.CreateInstance(provider, present.KeyedImplementationType!)
                    )
                )
        );
    }

    private static ServiceDescriptor Take<TService>(IServiceCollection services, string? key)
    {
        var present = services.Last(service =>
            service.ServiceType == typeof(TService) && Equals(service.ServiceKey, key)
        );
        services.Remove(present);
        return present;
    }
}
