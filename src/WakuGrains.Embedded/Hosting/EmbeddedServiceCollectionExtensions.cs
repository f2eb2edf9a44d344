using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WakuGrains.Embedded.Engine;
using WakuGrains.Embedded.InProcess;
using WakuGrains.Embedded.Letters;
using WakuGrains.Embedded.Outbox;
using WakuGrains.Embedded.Sqlite;
using WakuGrains.Engine;
using WakuGrains.Hosting;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Embedded.Hosting;

/// <summary>Adds the embedded engine to a host.</summary>
public static class EmbeddedServiceCollectionExtensions
{
    /// <summary>
    /// Adds the messaging model with the embedded engine, its SQLite store and, unless the host has registered a node, an
    /// in-process one. The host registers an <see cref="IKeyProtector"/>.
    /// </summary>
    public static IServiceCollection AddWakuGrainsEmbedded(
        this IServiceCollection services,
        Action<EmbeddedOptions> configure
    )
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<EmbeddedOptions>().Configure(configure).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<InProcessWakuNetwork>();
        services.TryAddSingleton<IWakuNode>(provider =>
            provider.GetRequiredService<InProcessWakuNetwork>().CreateNode()
        );

        services.AddSingleton<SqliteEntityStore>();
        services.AddSingleton<IEntityStore>(provider => provider.GetRequiredService<SqliteEntityStore>());
        services.AddSingleton<IEntityCatalog>(provider => provider.GetRequiredService<SqliteEntityStore>());
        services.AddSingleton<IMailboxStore>(provider => provider.GetRequiredService<SqliteEntityStore>());
        services.AddSingleton<ISentMessages>(provider => provider.GetRequiredService<SqliteEntityStore>());
        services.AddSingleton<IListenerStore>(provider => provider.GetRequiredService<SqliteEntityStore>());
        services.AddSingleton<SqliteArchive>();
        services.AddSingleton<IArchiveSource>(provider => provider.GetRequiredService<SqliteArchive>());
        services.AddSingleton<IArchiveTarget>(provider => provider.GetRequiredService<SqliteArchive>());
        services.AddSingleton<OutboxPublisher>();
        services.AddSingleton(provider => new LetterDispatcher(
            provider.GetRequiredService<IEntityStore>(),
            provider.GetService<ILetterCarrier>,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IRandomSource>(),
            provider.GetRequiredService<ILogger<LetterDispatcher>>()
        ));
        services.AddSingleton<EffectRunner>();
        services.AddSingleton(provider => new EmbeddedEngine(
            provider.GetRequiredService<IEntityStore>(),
            provider.GetRequiredService<EffectRunner>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IRandomSource>(),
            provider.GetRequiredService<ISecp256k1>(),
            provider.GetRequiredService<IOptions<EmbeddedOptions>>()
        ));
        services.AddSingleton<IEntityEngine>(provider => provider.GetRequiredService<EmbeddedEngine>());

        // The store opens before anything starts; what waits in it is taken up when everything listens.
        services.AddHostedService<StoreService>();
        services.AddWakuGrains();
        services.AddHostedService(provider => provider.GetRequiredService<OutboxPublisher>());
        services.AddHostedService(provider => provider.GetRequiredService<LetterDispatcher>());
        services.AddHealthChecks().AddCheck<StoreHealthCheck>("store");
        return services;
    }
}
