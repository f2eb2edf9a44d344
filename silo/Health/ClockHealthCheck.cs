using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace WakuGrains.Silo.Health;

/// <summary>
/// Healthy while the wall clock runs as fast as the monotonic one: nodes refuse messages whose time is off by more than 20
/// seconds, and a clock that jumps makes messages look old or new. Cannot know the true time.
/// </summary>
internal sealed class ClockHealthCheck(TimeProvider time) : IHealthCheck
{
    /// <summary>How far a message's time may be from a node's.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(20);

    // Before this version existed.
    private static readonly DateTimeOffset Earliest = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock gate = new();
    private DateTimeOffset lastWall = time.GetUtcNow();
    private long lastTimestamp = time.GetTimestamp();

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) => Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        var now = time.GetUtcNow();
        if (now < Earliest)
            return HealthCheckResult.Unhealthy($"the clock says {now.ToString("u", CultureInfo.InvariantCulture)}");
        var jump = Measure(now);
        return jump.Duration() > Tolerance
            ? HealthCheckResult.Unhealthy($"the clock jumped by {jump.TotalSeconds:0} seconds since the last check")
            : HealthCheckResult.Healthy("the clock runs evenly");
    }

    private TimeSpan Measure(DateTimeOffset now)
    {
        lock (gate)
        {
            var timestamp = time.GetTimestamp();
            var jump = now - lastWall - time.GetElapsedTime(lastTimestamp, timestamp);
            lastWall = now;
            lastTimestamp = timestamp;
            return jump;
        }
    }
}
