using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using WakuGrains.Messages;
using WakuGrains.Silo.Api;
using WakuGrains.Silo.Security;

namespace WakuGrains.Silo.Hosting;

/// <summary>Puts a silo together: the messaging model and its engine behind the HTTP API. Starts nothing.</summary>
internal static class SiloHost
{
    /// <summary>Builds a silo.</summary>
    /// <param name="options">What the operator decided.</param>
    /// <param name="configure">Replaces services, for tests.</param>
    /// <exception cref="SiloException">The data directory cannot be used, or an option makes no sense.</exception>
    public static WebApplication Build(SiloOptions options, Action<IServiceCollection>? configure = null)
    {
        options.Validate();
        options.Data.Create();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.AddSiloLogging();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = ApiLimits.MaxRequestBodySize;
            kestrel.Listen(options.Address, options.Port);
        });
        configure?.Invoke(builder.Services);
        builder.AddSilo(options);
        builder.Services.AddSiloApi();

        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages(context =>
            ApiProblem.ForStatus(context.HttpContext.Response.StatusCode).WriteAsync(context.HttpContext)
        );
        app.UseAuthentication();
        app.UseAuthorization();
        MapApi(app);
        return app;
    }

    private static void MapApi(WebApplication app)
    {
        var api = app.MapGroup("/v1").RequireAuthorization();
        api.MapIdentities();
        api.MapIdentityKeys();
        var identity = api.MapGroup("/identities/{name}");
        identity.MapSending();
        identity.MapMailbox();
        identity.MapContacts();
        identity.MapInstallations();
        identity.MapSessions();
        identity.MapGroups();
        identity.MapTrust();

        app.MapHealth();
        app.MapOpenApi("/openapi/{documentName}.json");
    }
}
