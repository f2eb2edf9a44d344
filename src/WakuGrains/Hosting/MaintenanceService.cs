using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WakuGrains.Engine;
using WakuGrains.Identities;
using WakuGrains.Ports;

namespace WakuGrains.Hosting;

/// <summary>
/// Publishes contact codes soon after the start and when they are due (facts 6.7): looks every two minutes at every identity of
/// this silo.
/// </summary>
internal sealed partial class MaintenanceService(
    IEntities entities,
    IEntityCatalog catalog,
    TimeProvider time,
    ILogger<MaintenanceService> logger
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(MessagingLimits.MaintenanceInterval, time);
        var isFirst = true;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await foreach (var key in catalog.ListKeysAsync(IdentityDefinition.KindName, "", stoppingToken))
                await TryMaintainAsync(IdentityKey.Parse(key), isFirst, stoppingToken);
            isFirst = false;
        }
    }

#pragma warning disable CA1031 // One identity that cannot be written must not silence all others; it is told in the log.
    private async Task TryMaintainAsync(IdentityKey key, bool isStart, CancellationToken cancellationToken)
    {
        try
        {
            await MaintainAsync(key, isStart, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotPublished(logger, exception);
        }
    }
#pragma warning restore CA1031

    private async Task MaintainAsync(IdentityKey key, bool isStart, CancellationToken cancellationToken)
    {
        if (await entities.Identity(key).FindAsync(cancellationToken) is not { } identity)
            return;
        foreach (var installation in identity.Installations)
            await entities
                .Installation(new InstallationKey(key, installation))
                .PublishContactCodeAsync(force: isStart, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A contact code could not be published; it is tried again later.")]
    private static partial void LogNotPublished(ILogger logger, Exception exception);
}
