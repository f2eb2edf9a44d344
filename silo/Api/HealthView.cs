using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace WakuGrains.Silo.Api;

/// <summary>A silo's health.</summary>
internal sealed record HealthView(string Status, IReadOnlyDictionary<string, HealthCheckView> Checks)
{
    public static HealthView Of(HealthReport report) =>
        new(
            report.Status.ToString(),
            report.Entries.ToDictionary(
                entry => entry.Key,
                entry => new HealthCheckView(entry.Value.Status.ToString(), entry.Value.Description)
            )
        );
}

/// <summary>One check.</summary>
internal sealed record HealthCheckView(string Status, string? Description);
