using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace WakuGrains.Silo.Api;

/// <summary>Health, without an API key: the process lives (<c>/health/live</c>); it can do its work (<c>/health/ready</c>, <c>/health</c>).</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health", Options());
        app.MapHealthChecks("/health/ready", Options());
        var live = Options();
        live.Predicate = _ => false;
        app.MapHealthChecks("/health/live", live);
    }

    private static HealthCheckOptions Options() =>
        new()
        {
            ResponseWriter = WriteAsync,
            ResultStatusCodes =
            {
                [HealthStatus.Healthy] = StatusCodes.Status200OK,
                [HealthStatus.Degraded] = StatusCodes.Status200OK,
                [HealthStatus.Unhealthy] = StatusCodes.Status503ServiceUnavailable,
            },
        };

    private static Task WriteAsync(HttpContext context, HealthReport report) =>
        context.Response.WriteAsJsonAsync(
            HealthView.Of(report),
            ApiJson.Wire.HealthView,
            contentType: null,
            context.RequestAborted
        );
}
