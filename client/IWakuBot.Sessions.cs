namespace WakuGrains.Client;

/// <content>Devices, sessions and trust: for a bot that looks after itself.</content>
public partial interface IWakuBot
{
    /// <summary>The devices of the identity: the one in this silo first, then those that were seen in its bundles.</summary>
    Task<IReadOnlyList<WakuInstallation>> ListInstallationsAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Pairs another device of the identity: peers write to it too, and it gets a copy of what is sent here. Has to be done on each
    /// device.
    /// </summary>
    /// <param name="installationId">The other device.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="WakuRequestException">No such device was seen (<c>installation_not_found</c>).</exception>
    Task<IReadOnlyList<WakuInstallation>> PairAsync(
        string installationId,
        CancellationToken cancellationToken = default
    );

    /// <summary>Ends what <see cref="PairAsync"/> began.</summary>
    /// <inheritdoc cref="PairAsync"/>
    Task<IReadOnlyList<WakuInstallation>> UnpairAsync(
        string installationId,
        CancellationToken cancellationToken = default
    );

    /// <summary>Names one of the devices, this one or another; this one's name is what the others see.</summary>
    /// <param name="installationId">The device.</param>
    /// <param name="name">At most 256 bytes of UTF-8; empty for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="WakuRequestException">No such device was seen, or the name is too long.</exception>
    Task<IReadOnlyList<WakuInstallation>> NameInstallationAsync(
        string installationId,
        string name,
        CancellationToken cancellationToken = default
    );

    /// <summary>Tells the identity's other devices that this one is there.</summary>
    Task AnnounceAsync(CancellationToken cancellationToken = default);

    /// <summary>The sessions, in order of the peers' keys; without what was not read lately.</summary>
    Task<IReadOnlyList<WakuSession>> ListSessionsAsync(CancellationToken cancellationToken = default);

    /// <summary>One session with what was not read lately; null when there is nothing of this peer.</summary>
    /// <param name="peer">The peer's identity in any text form.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<WakuSession?> GetSessionAsync(string peer, CancellationToken cancellationToken = default);

    /// <summary>
    /// Begins anew with a peer: its devices and all ratchet sessions are forgotten, and it gets our bundle. Messages of the peer that
    /// are under way are lost.
    /// </summary>
    /// <param name="peer">The peer's identity in any text form.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="WakuRequestException">There is nothing of this peer (<c>session_not_found</c>).</exception>
    Task ResetSessionAsync(string peer, CancellationToken cancellationToken = default);

    /// <summary>Decides about a peer. What was held until then is received, or dropped when the peer is refused.</summary>
    /// <param name="peer">The peer's identity in any text form.</param>
    /// <param name="trust">The decision.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task DecideTrustAsync(string peer, PeerTrust trust, CancellationToken cancellationToken = default);

    /// <summary>Chooses with whom the identity converses.</summary>
    Task SetTrustPolicyAsync(TrustPolicy policy, CancellationToken cancellationToken = default);

    /// <summary>The identity with its private key, for a backup or another deployment: whoever has it is the identity.</summary>
    Task<WakuIdentityExport> ExportAsync(CancellationToken cancellationToken = default);
}
