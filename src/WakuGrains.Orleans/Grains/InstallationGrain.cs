using System.Collections.Immutable;
using Orleans.Concurrency;
using Orleans.Runtime;
using WakuGrains.Engine;
using WakuGrains.Installations;
using WakuGrains.Orleans.Activation;
using WakuGrains.Orleans.Placement;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Orleans.Grains;

/// <summary>An installation in the cluster. A reminder publishes its contact code and replaces its prekey when they are due.</summary>
[GrainType(GrainTypes.Installation)]
[IdentityPlacement]
[Reentrant]
internal sealed class InstallationGrain : EntityGrain<InstallationState>, IInstallationGrain
{
    /// <summary>The name of the reminder.</summary>
    public const string MaintenanceReminder = "maintenance";

    private readonly InstallationEntity installation;

    public InstallationGrain(ActivationServices services, IEntities entities, InstallationSettings settings)
        : base(services, new InstallationDefinition(services.Curve))
    {
        var key = InstallationKey.Parse(Key);
        installation = new InstallationEntity(key, Runner, entities.Identity(key.Identity), settings, services.Time);
    }

    public override async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        await base.ReceiveReminder(reminderName, status);
        if (reminderName == MaintenanceReminder)
            await installation.PublishContactCodeAsync(force: false, CancellationToken.None);
    }

    public async Task<bool> AnnounceAsync(CancellationToken cancellationToken)
    {
        await this.RegisterOrUpdateReminder(
            MaintenanceReminder,
            MessagingLimits.MaintenanceInterval,
            MessagingLimits.MaintenanceInterval,
            cancellationToken
        );
        return await installation.AnnounceAsync(cancellationToken);
    }

    public Task<OwnDevice> GetDeviceAsync(CancellationToken cancellationToken) =>
        installation.GetDeviceAsync(cancellationToken);

    public Task<OwnDevice> RenewPrekeyAsync(bool force, CancellationToken cancellationToken) =>
        installation.RenewPrekeyAsync(force, cancellationToken);

    public Task<bool> PublishContactCodeAsync(bool force, CancellationToken cancellationToken) =>
        installation.PublishContactCodeAsync(force, cancellationToken);

    public Task AnnouncePairingAsync(CancellationToken cancellationToken) =>
        installation.AnnouncePairingAsync(cancellationToken);

    public Task LearnSiblingsAsync(Bundle bundle, CancellationToken cancellationToken) =>
        installation.LearnSiblingsAsync(bundle, cancellationToken);

    public Task TakePairingAsync(PairingMessage pairing, CancellationToken cancellationToken) =>
        installation.TakePairingAsync(pairing, cancellationToken);

    public Task<bool> SetPairedAsync(string installationId, bool isPaired, CancellationToken cancellationToken) =>
        installation.SetPairedAsync(installationId, isPaired, cancellationToken);

    public Task<bool> RenameAsync(string installationId, string name, CancellationToken cancellationToken) =>
        installation.RenameAsync(installationId, name, cancellationToken);

    public Task<ImmutableArray<InstallationInfo>> ListAsync(CancellationToken cancellationToken) =>
        installation.ListAsync(cancellationToken);
}
