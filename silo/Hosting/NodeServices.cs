using Microsoft.Extensions.DependencyInjection.Extensions;
using WakuGrains.Embedded.InProcess;
using WakuGrains.Ports;
using WakuGrains.Silo.Wire;

namespace WakuGrains.Silo.Hosting;

/// <summary>Chooses the Waku node of a silo, and puts the wire log in front of it where one is wanted.</summary>
internal static class NodeServices
{
    public static IServiceCollection AddNode(this IServiceCollection services, SiloOptions options)
    {
        services.TryAddSingleton<InProcessWakuNetwork>();
        services.AddSingleton<IWakuNode>(provider =>
        {
            var node = provider.GetRequiredService<InProcessWakuNetwork>().CreateNode();
            return options.WireLog is { } path ? new WireLog(node, path) : node;
        });
        return services;
    }
}
