using System.Security.Cryptography;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using WakuGrains.Ports;

namespace WakuGrains.Silo.Health;

/// <summary>Healthy when the protection keys wrap and unwrap.</summary>
internal sealed class KeysHealthCheck(IKeyProtector protector) : IHealthCheck
{
    private static readonly byte[] Probe = [1, 2, 3, 4];

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) => Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        try
        {
            return protector.Unprotect(protector.Protect(Probe)).AsSpan().SequenceEqual(Probe)
                ? HealthCheckResult.Healthy("the protection keys wrap and unwrap")
                : HealthCheckResult.Unhealthy("the protection keys give something else back");
        }
        catch (Exception exception) when (exception is CryptographicException or IOException)
        {
            return HealthCheckResult.Unhealthy("the protection keys cannot be used", exception);
        }
    }
}
