using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WakuGrains.Embedded.Hosting;
using WakuGrains.Installations;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Silo.Api;
using WakuGrains.Silo.Demo;
using WakuGrains.Silo.Health;
using WakuGrains.Silo.Security;
using WakuGrains.Silo.Wire;

namespace WakuGrains.Silo.Hosting;

/// <summary>The services of a silo: what the messaging model asks of its host, and the HTTP API.</summary>
internal static class SiloServices
{
    /// <summary>The messaging model with its engine, node, keys and health; no HTTP.</summary>
    public static void AddSilo(this IHostApplicationBuilder builder, SiloOptions options)
    {
        builder.Services.AddPorts(options);
        if (options.Cluster is { } cluster)
            builder.AddCluster(cluster);
        else
            builder.Services.AddEmbedded(options);
        if (options.WireLog is { } path)
            builder.Services.AddWireLog(path);
        if (options.DemoBots)
            builder.Services.AddHostedService<DemoBots>();
    }

    /// <summary>The same for commands that look at what a silo of one process keeps and start nothing of it.</summary>
    public static ServiceProvider BuildUnstarted(SiloOptions options)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddSiloLogging());
        services.AddPorts(options);
        services.AddEmbedded(options);
        return services.BuildServiceProvider();
    }

    /// <summary>A silo that exports or imports the storage of a cluster.</summary>
    /// <exception cref="SiloException">The cluster keeps nothing, or the engine cannot read the connection string.</exception>
    public static void AddSiloArchive(
        this IHostApplicationBuilder builder,
        SiloOptions options,
        ClusterSettings cluster
    )
    {
        builder.Services.AddPorts(options);
        builder.AddClusterArchive(cluster);
    }

    /// <summary>The HTTP API.</summary>
    public static IServiceCollection AddSiloApi(this IServiceCollection services)
    {
        services.AddSingleton(provider =>
            ApiKey.Load(provider.GetRequiredService<SiloOptions>().Data, provider.GetRequiredService<IRandomSource>())
        );
        services
            .AddAuthentication(ApiKeyAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.SchemeName, null);
        services.AddAuthorization();
        services.AddProblemDetails();
        services.AddExceptionHandler<ProblemMapper>();
        services.AddOpenApi("v1", openApi => openApi.AddSchemaTransformer(AddresseesSchema.DescribeAsync));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = ApiLimits.ShutdownTimeout);
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        return services;
    }

    private static void AddEmbedded(this IServiceCollection services, SiloOptions options) =>
        services.AddWakuGrainsEmbedded(embedded => embedded.DataDirectory = options.Data.Path);

    // What the messaging model asks of its host, whatever its engine.
    private static void AddPorts(this IServiceCollection services, SiloOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IRandomSource>(SystemRandomSource.Instance);
        services.AddSingleton(options);
        services.AddSingleton(Secp256k1Provider.Select(options.Crypto));
        services
            .AddDataProtection()
            .SetApplicationName(DataProtectionKeyProtector.ApplicationName)
            .PersistKeysToFileSystem(options.Data.ProtectionKeys);
        services.AddSingleton<IKeyProtector, DataProtectionKeyProtector>();
        services.AddSingleton(InstallationSettings.Default with { ActiveDevices = options.ActiveDevices });
        services.AddHealthChecks().AddCheck<KeysHealthCheck>("keys").AddCheck<ClockHealthCheck>("clock");
        services.AddSingleton<ClockHealthCheck>();
    }
}
