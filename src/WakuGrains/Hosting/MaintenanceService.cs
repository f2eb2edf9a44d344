using Microsoft.Extensions.Hosting;
using WakuGrains.Engine;
using WakuGrains.Identities;
using WakuGrains.Ports;

namespace WakuGrains.Hosting;

/// <summary>Publishes contact codes when they are due (facts 6.7): looks every two minutes at every identity of this silo.</summary>
internal sealed class MaintenanceService(IEntities entities, IEntityCatalog catalog, TimeProvider time)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(MessagingLimits.MaintenanceInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await foreach (var key in catalog.ListKeysAsync(IdentityDefinition.KindName, "", stoppingToken))
                await MaintainAsync(IdentityKey.Parse(key), stoppingToken);
        }
    }

    private async Task MaintainAsync(IdentityKey key, CancellationToken cancellationToken)
    {
        if (await entities.Identity(key).FindAsync(cancellationToken) is not { } identity)
            return;
        foreach (var installation in identity.Installations)
            await entities
                .Installation(new InstallationKey(key, installation))
                .PublishContactCodeAsync(force: false, cancellationToken);
    }
}
