using WakuGrains.Messages;

namespace WakuGrains.Client.InProcess;

/// <content>Devices, sessions and trust.</content>
internal sealed partial class InProcessBot
{
    public async Task<IReadOnlyList<WakuInstallation>> ListInstallationsAsync(
        CancellationToken cancellationToken = default
    ) => Translations.Installations(await AskAsync(new ListInstallations(key), cancellationToken));

    public async Task<IReadOnlyList<WakuInstallation>> PairAsync(
        string installationId,
        CancellationToken cancellationToken = default
    ) =>
        Translations.Installations(
            await AskAsync(new PairInstallation(key, installationId, IsPaired: true), cancellationToken)
        );

    public async Task<IReadOnlyList<WakuInstallation>> UnpairAsync(
        string installationId,
        CancellationToken cancellationToken = default
    ) =>
        Translations.Installations(
            await AskAsync(new PairInstallation(key, installationId, IsPaired: false), cancellationToken)
        );

    public async Task<IReadOnlyList<WakuInstallation>> NameInstallationAsync(
        string installationId,
        string name,
        CancellationToken cancellationToken = default
    ) => Translations.Installations(await AskAsync(new NameInstallation(key, installationId, name), cancellationToken));

    public Task AnnounceAsync(CancellationToken cancellationToken = default) =>
        AskAsync(new AnnounceInstallation(key), cancellationToken);

    public async Task<IReadOnlyList<WakuSession>> ListSessionsAsync(CancellationToken cancellationToken = default) =>
        [.. (await AskAsync(new ListSessions(key), cancellationToken)).Select(SessionTranslations.Session)];

    public async Task<WakuSession?> GetSessionAsync(string peer, CancellationToken cancellationToken = default)
    {
        try
        {
            return SessionTranslations.Session(await AskAsync(new GetSession(key, peer), cancellationToken));
        }
        catch (WakuRequestException refusal) when (refusal.Code == "session_not_found")
        {
            return null;
        }
    }

    public Task ResetSessionAsync(string peer, CancellationToken cancellationToken = default) =>
        AskAsync(new ResetSession(key, peer), cancellationToken);

    public Task DecideTrustAsync(string peer, PeerTrust trust, CancellationToken cancellationToken = default) =>
        AskAsync(new DecideTrust(key, peer, TrustTranslations.Decision(trust)), cancellationToken);

    public Task SetTrustPolicyAsync(TrustPolicy policy, CancellationToken cancellationToken = default) =>
        AskAsync(new SetTrustPolicy(key, TrustTranslations.Policy(policy)), cancellationToken);

    public async Task<WakuIdentityExport> ExportAsync(CancellationToken cancellationToken = default)
    {
        var export = await AskAsync(new ExportIdentity(key), cancellationToken);
        return new(export.Identity.Key.Name, identity.PublicKey, export.PrivateKey);
    }
}
