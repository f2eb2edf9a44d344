using System.Collections.Immutable;
using WakuGrains.Devices;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Installations;

/// <summary>One of our own devices, addressed through an engine.</summary>
public interface IInstallation
{
    /// <summary>The device with its secrets, for our own sessions only.</summary>
    Task<OwnDevice> GetDeviceAsync(CancellationToken cancellationToken);

    /// <summary>The device after a prekey was drawn before its time, if one may be drawn again or in any case (<see cref="Installation.RenewPrekey"/>).</summary>
    Task<OwnDevice> RenewPrekeyAsync(bool force, CancellationToken cancellationToken);

    /// <summary>Listens on the identity's own topics, if it does not yet.</summary>
    /// <returns>Whether it did not yet: the installation is new.</returns>
    Task<bool> AnnounceAsync(CancellationToken cancellationToken);

    /// <summary>Publishes the contact code if it is due, or in any case.</summary>
    /// <returns>Whether it was put into the outbox.</returns>
    Task<bool> PublishContactCodeAsync(bool force, CancellationToken cancellationToken);

    /// <summary>Tells the other devices of the identity that this one is there.</summary>
    Task AnnouncePairingAsync(CancellationToken cancellationToken);

    /// <summary>Learns a verified bundle of our own identity.</summary>
    Task LearnSiblingsAsync(Bundle bundle, CancellationToken cancellationToken);

    /// <summary>Takes what another device of the identity says of itself.</summary>
    Task TakePairingAsync(PairingMessage pairing, CancellationToken cancellationToken);

    /// <summary>Pairs another device of the identity, or ends that.</summary>
    /// <returns>Whether it is known.</returns>
    Task<bool> SetPairedAsync(string installationId, bool isPaired, CancellationToken cancellationToken);

    /// <summary>Names a device of the identity, this one or another.</summary>
    /// <returns>Whether it is known.</returns>
    Task<bool> RenameAsync(string installationId, string name, CancellationToken cancellationToken);

    /// <summary>This device and the others of its identity.</summary>
    Task<ImmutableArray<InstallationInfo>> ListAsync(CancellationToken cancellationToken);
}

/// <summary>A device of an identity of ours.</summary>
/// <param name="InstallationId">Its id.</param>
/// <param name="IsOwn">Whether it is the one in this silo.</param>
/// <param name="IsPaired">Whether it is in our bundle and gets copies; always of our own.</param>
/// <param name="Name">What it is called, or empty.</param>
/// <param name="DeviceType">What kind of device it says to be, or empty.</param>
/// <param name="ActiveAt">When its newest bundle was signed; null for our own.</param>
/// <param name="PrekeyVersion">Version of its current signed prekey; 0 when none was drawn yet.</param>
public sealed record InstallationInfo(
    string InstallationId,
    bool IsOwn,
    bool IsPaired,
    string Name,
    string DeviceType,
    DateTimeOffset? ActiveAt,
    uint PrekeyVersion
)
{
    internal static ImmutableArray<InstallationInfo> Of(InstallationState state) =>
        [
            new(
                state.Key.InstallationId,
                IsOwn: true,
                IsPaired: true,
                state.Name,
                "",
                null,
                state.Prekeys is [.., var newest] ? newest.Version : 0
            ),
            .. state.Siblings.Select(Of),
        ];

    private static InstallationInfo Of(KnownDevice sibling) =>
        new(
            sibling.InstallationId,
            IsOwn: false,
            sibling.IsEnabled,
            sibling.Name,
            sibling.DeviceType,
            DateTimeOffset.UnixEpoch.AddTicks(sibling.ActiveAtNanoseconds / 100),
            sibling.PrekeyVersion
        );
}
