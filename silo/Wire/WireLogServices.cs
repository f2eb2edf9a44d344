using Microsoft.Extensions.DependencyInjection.Extensions;
using WakuGrains.Ports;

namespace WakuGrains.Silo.Wire;

/// <summary>Puts the wire log in front of the node of a silo, whichever it is.</summary>
internal static class WireLogServices
{
    /// <summary>Replaces the node that is registered by one that writes down every envelope first.</summary>
    public static IServiceCollection AddWireLog(this IServiceCollection services, string path)
    {
        var node = services.Single(service => service.ServiceType == typeof(IWakuNode));
        return services.Replace(
            ServiceDescriptor.Singleton<IWakuNode>(provider => new WireLog(Create(node, provider), path))
        );
    }

    private static IWakuNode Create(ServiceDescriptor node, IServiceProvider provider) =>
        (IWakuNode)(
            node.ImplementationInstance
            ?? node.ImplementationFactory?.Invoke(provider)
            ?? ActivatorUtilities.CreateInstance(provider, node.ImplementationType!)
        );
}
