using Microsoft.Extensions.Diagnostics.HealthChecks;
using WakuGrains.Ports;

namespace WakuGrains.Hosting;

/// <summary>Healthy when the node can publish and receive.</summary>
internal sealed class NodeHealthCheck(IWakuNode node) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        var health = await node.CheckHealthAsync(cancellationToken);
        var description = $"{node.Name}: {health.Description}";
        return health.IsHealthy ? HealthCheckResult.Healthy(description) : HealthCheckResult.Unhealthy(description);
    }
}
