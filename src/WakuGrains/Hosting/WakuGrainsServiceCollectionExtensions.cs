using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using WakuGrains.Engine;
using WakuGrains.Inbound;
using WakuGrains.Installations;
using WakuGrains.Letters;
using WakuGrains.Mailboxes;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Topics;

namespace WakuGrains.Hosting;

/// <summary>Adds the messaging model to a host. An engine (<c>AddWakuGrainsEmbedded</c>) and a node complete it.</summary>
public static class WakuGrainsServiceCollectionExtensions
{
    /// <summary>
    /// Adds entities, handlers and the services that connect them with a node, for an engine of one process. Idempotent. The host
    /// may register a <see cref="TimeProvider"/>, an <see cref="IRandomSource"/> or an <see cref="ISecp256k1"/> of its own before.
    /// </summary>
    public static IServiceCollection AddWakuGrains(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (!services.TryAddModel())
            return services;
        services.AddSingleton<IEntities, Entities>();
        services.AddHostedService<ListeningService>();
        services.AddHostedService<MaintenanceService>();
        services.AddHealthChecks().AddCheck<NodeHealthCheck>("node");
        return services;
    }

    /// <summary>
    /// Adds the handlers and what they share, for an engine that brings its own <see cref="IEntities"/> and its own way to a
    /// node.
    /// </summary>
    /// <returns>Whether they were not there yet.</returns>
    internal static bool TryAddModel(this IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(Marker)))
            return false;
        services.AddSingleton<Marker>();

        services.TryAddOutsideWorld();
        services.AddSingleton<TopicTable>();
        services.AddSingleton<ITopicTable>(provider => provider.GetRequiredService<TopicTable>());
        services.AddSingleton<MailboxWatcher>();
        services.AddSingleton<IMailboxWatcher>(provider => provider.GetRequiredService<MailboxWatcher>());
        services.TryAddSingleton<IMailboxChanges>(provider => provider.GetRequiredService<MailboxWatcher>());
        services.AddSingleton<IEnvelopeReceiver, EnvelopeReceiver>();
        services.AddSingleton<VerifiedBundles>();
        services.AddSingleton<FrameOpener>();
        services.TryAddSingleton<IFrameOpener>(provider => provider.GetRequiredService<FrameOpener>());
        services.AddSingleton<SegmentBuffer>();
        services.AddSingleton<InboundFrameRouter>();
        services.AddSingleton<AnswerBudget>();
        services.AddSingleton<SessionInbox>();
        services.AddSingleton<RecentFailures>();
        services.TryAddSingleton<ILetterCarrier, LetterCarrier>();
        services.TryAddSingleton(InstallationSettings.Default);
        services.AddSingleton<AcknowledgementScheduler>();
        AddMediator(services);
        services.AddHostedService(provider => provider.GetRequiredService<AcknowledgementScheduler>());
        return true;
    }

    /// <summary>Adds clock, randomness and curve, where the host has none of its own.</summary>
    internal static void TryAddOutsideWorld(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IRandomSource>(SystemRandomSource.Instance);
        services.TryAddSingleton(_ => Secp256k1Provider.Select(CryptoPreference.Auto));
        services.TryAddSingleton(provider => provider.GetRequiredService<Secp256k1Selection>().Curve);
    }

    // MediatR's own registration package is not needed for this: every handler of this assembly is a singleton without state.
    private static void AddMediator(IServiceCollection services)
    {
        services.TryAddSingleton<IMediator>(provider => new Mediator(provider.GetService!));
        foreach (
            var handler in typeof(Marker)
                .Assembly.GetTypes()
                .Where(type => type is { IsClass: true, IsAbstract: false })
        )
        foreach (var contract in handler.GetInterfaces().Where(IsHandler))
            services.AddSingleton(contract, handler);
    }

    private static bool IsHandler(Type contract) =>
        contract.IsGenericType
        && (
            contract.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)
            || contract.GetGenericTypeDefinition() == typeof(INotificationHandler<>)
        );

    private sealed class Marker;
}
