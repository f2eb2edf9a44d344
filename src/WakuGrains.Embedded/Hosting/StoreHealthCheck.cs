using Microsoft.Extensions.Diagnostics.HealthChecks;
using WakuGrains.Embedded.Sqlite;
using WakuGrains.Ports;

namespace WakuGrains.Embedded.Hosting;

/// <summary>Healthy when the store can be read and could be written the last time it tried.</summary>
internal sealed class StoreHealthCheck(SqliteEntityStore store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        try
        {
            await store.ReadAsync(kind: "", key: "", parts: [], cancellationToken);
            return store.WriteFault is { } fault
                ? HealthCheckResult.Unhealthy(fault)
                : HealthCheckResult.Healthy("the store answers");
        }
        catch (StoreUnavailableException exception)
        {
            return HealthCheckResult.Unhealthy(exception.Message, exception);
        }
    }
}
