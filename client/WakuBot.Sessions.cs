using WakuGrains.Client.Http;

namespace WakuGrains.Client;

/// <content>Devices, sessions and trust.</content>
internal sealed partial class WakuBot
{
    public Task<IReadOnlyList<WakuInstallation>> ListInstallationsAsync(
        CancellationToken cancellationToken = default
    ) => InstallationsAsync(Call.Get($"{root}/installations"), cancellationToken);

    public Task<IReadOnlyList<WakuInstallation>> PairAsync(
        string installationId,
        CancellationToken cancellationToken = default
    ) => InstallationsAsync(Call.Post($"{Installation(installationId)}/pair"), cancellationToken);

    public Task<IReadOnlyList<WakuInstallation>> UnpairAsync(
        string installationId,
        CancellationToken cancellationToken = default
    ) => InstallationsAsync(Call.Post($"{Installation(installationId)}/unpair"), cancellationToken);

    public Task<IReadOnlyList<WakuInstallation>> NameInstallationAsync(
        string installationId,
        string name,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(name);
        var path = $"{Installation(installationId)}/name";
        return InstallationsAsync(
            Call.Put(path, new NameInstallationBody(name), WireJson.Default.NameInstallationBody),
            cancellationToken
        );
    }

    public Task AnnounceAsync(CancellationToken cancellationToken = default) =>
        channel.TellAsync(Call.Post($"{root}/installations/announce"), cancellationToken);

    public async Task<IReadOnlyList<WakuSession>> ListSessionsAsync(CancellationToken cancellationToken = default)
    {
        var call = Call.Get($"{root}/sessions");
        return (await channel.RequireAsync(call, WireJson.Default.SessionListBody, cancellationToken)).Sessions;
    }

    public Task<WakuSession?> GetSessionAsync(string peer, CancellationToken cancellationToken = default)
    {
        var call = Call.Get(Session(peer)) with { NotFoundCode = "session_not_found" };
        return channel.CallAsync(call, WireJson.Default.WakuSession, cancellationToken);
    }

    public Task ResetSessionAsync(string peer, CancellationToken cancellationToken = default) =>
        channel.TellAsync(Call.Post($"{Session(peer)}/reset"), cancellationToken);

    public Task DecideTrustAsync(string peer, PeerTrust trust, CancellationToken cancellationToken = default)
    {
        var body = new DecideTrustBody(trust);
        return channel.TellAsync(
            Call.Put($"{Session(peer)}/trust", body, WireJson.Default.DecideTrustBody),
            cancellationToken
        );
    }

    public Task SetTrustPolicyAsync(TrustPolicy policy, CancellationToken cancellationToken = default)
    {
        var body = new TrustPolicyBody(policy);
        return channel.RequireAsync(
            Call.Put($"{root}/trust-policy", body, WireJson.Default.TrustPolicyBody),
            WireJson.Default.TrustPolicyBody,
            cancellationToken
        );
    }

    public Task<WakuIdentityExport> ExportAsync(CancellationToken cancellationToken = default) =>
        channel.RequireAsync(Call.Post($"{root}/export"), WireJson.Default.WakuIdentityExport, cancellationToken);

    private async Task<IReadOnlyList<WakuInstallation>> InstallationsAsync(
        Call call,
        CancellationToken cancellationToken
    ) => (await channel.RequireAsync(call, WireJson.Default.InstallationListBody, cancellationToken)).Installations;

    private string Installation(string installationId)
    {
        ArgumentNullException.ThrowIfNull(installationId);
        return $"{root}/installations/{Uri.EscapeDataString(installationId)}";
    }

    private string Session(string peer)
    {
        ArgumentNullException.ThrowIfNull(peer);
        return $"{root}/sessions/{Uri.EscapeDataString(peer)}";
    }
}
