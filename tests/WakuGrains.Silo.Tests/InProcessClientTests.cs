using System.Net;
using System.Text.Json;
using WakuGrains.Client;

namespace WakuGrains.Silo.Tests;

/// <summary>The client within the silo says the same as the one over HTTP.</summary>
public sealed class InProcessClientTests : SiloTest
{
    [Fact]
    public async Task Sessions_and_devices_are_shown_alike()
    {
        await OpenAsync("alice");
        var bob = await OpenAsync("bob");
        await ExchangeAsync("alice", "bob", bob, "hello");
        await ExchangeAsync("bob", "alice", (await GetAsync("identities/alice")).Text("publicKey"), "hello yourself");

        var (near, far) = await FindAsync("alice");
        near.Identity.ShouldBe(far.Identity);
        (await near.ListInstallationsAsync(Cancel)).ShouldBe(await far.ListInstallationsAsync(Cancel));
        await ShouldShowAlikeAsync(near, far, bot => bot.ListSessionsAsync(Cancel));
        await ShouldShowAlikeAsync(near, far, bot => bot.GetSessionAsync(bob, Cancel));
        (await near.ExportAsync(Cancel)).ShouldBe(await far.ExportAsync(Cancel));
    }

    [Fact]
    public async Task What_one_changes_the_other_sees()
    {
        var alice = await OpenAsync("alice");
        await OpenAsync("bot");
        var (near, far) = await FindAsync("bot");
        foreach (var trust in Enum.GetValues<PeerTrust>().Except([PeerTrust.Undecided]))
        {
            await near.DecideTrustAsync(alice, trust, Cancel);
            (await far.GetSessionAsync(alice, Cancel))!.Trust.ShouldBe(trust);
        }

        foreach (var policy in Enum.GetValues<TrustPolicy>())
        {
            await near.SetTrustPolicyAsync(policy, Cancel);
            (await FindAsync("bot")).Far.Identity.TrustPolicy.ShouldBe(policy);
        }

        var own = (await near.ListInstallationsAsync(Cancel)).Single();
        (await near.NameInstallationAsync(own.InstallationId, "office", Cancel)).Single().Name.ShouldBe("office");
        (await far.ListInstallationsAsync(Cancel)).Single().Name.ShouldBe("office");
        await near.AnnounceAsync(Cancel);
        await far.AnnounceAsync(Cancel);
    }

    [Fact]
    public async Task Both_refuse_in_the_same_words()
    {
        var alice = await OpenAsync("alice");
        var eve = await OpenAsync("eve");
        await OpenAsync("bot");
        var (near, far) = await FindAsync("bot");
        await near.DecideTrustAsync(eve, PeerTrust.Refused, Cancel);
        (await near.GetSessionAsync(alice, Cancel)).ShouldBeNull();
        foreach (var bot in (IWakuBot[])[near, far])
        {
            await ShouldRefuseAsync(
                bot.SendAsync(eve, "x", null, Cancel),
                HttpStatusCode.Forbidden,
                "peer_not_trusted",
                "to"
            );
            await ShouldRefuseAsync(
                bot.SendAsync([alice, eve], "x", null, Cancel),
                HttpStatusCode.Forbidden,
                "peer_not_trusted",
                "to"
            );
            await ShouldRefuseAsync(
                bot.PairAsync("none", Cancel),
                HttpStatusCode.NotFound,
                "installation_not_found",
                "installationId"
            );
            await ShouldRefuseAsync(
                bot.UnpairAsync("none", Cancel),
                HttpStatusCode.NotFound,
                "installation_not_found",
                "installationId"
            );
            await ShouldRefuseAsync(
                bot.ResetSessionAsync(alice, Cancel),
                HttpStatusCode.NotFound,
                "session_not_found",
                "peer"
            );
        }

        await using var over = Silo.OpenClient();
        await using var within = Silo.OpenInProcess();
        foreach (var waku in (IWakuClient[])[over, within])
        {
            var taken = waku.ImportIdentityAsync("bot", new string('1', 64), Cancel);
            await ShouldRefuseAsync(taken, HttpStatusCode.Conflict, "identity_conflict", "name");
            (await waku.FindIdentityAsync("nobody", Cancel)).ShouldBeNull();
        }
    }

    [Fact]
    public async Task An_identity_is_imported_by_either()
    {
        await OpenAsync("bot");
        var key = (await (await FindAsync("bot")).Near.ExportAsync(Cancel)).PrivateKey;
        await using var over = Silo.OpenClient();
        await using var within = Silo.OpenInProcess();
        var again = await within.ImportIdentityAsync("bot", key, Cancel);
        again.Identity.ShouldBe((await over.ImportIdentityAsync("bot", key, Cancel)).Identity);
    }

    private async Task<(IWakuBot Near, IWakuBot Far)> FindAsync(string name) =>
        (
            (await Silo.OpenInProcess().FindIdentityAsync(name, Cancel))!,
            (await Silo.OpenClient().FindIdentityAsync(name, Cancel))!
        );

    // Acknowledgements may still be under way: what has changed while it was looked at is looked at again.
    private static async Task ShouldShowAlikeAsync<T>(IWakuBot near, IWakuBot far, Func<IWakuBot, Task<T>> show)
    {
        string before;
        string shown;
        string after;
        do
        {
            Cancel.ThrowIfCancellationRequested();
            before = JsonSerializer.Serialize(await show(near));
            shown = JsonSerializer.Serialize(await show(far));
            after = JsonSerializer.Serialize(await show(near));
        } while (before != after);

        shown.ShouldBe(before);
    }

    private static async Task ShouldRefuseAsync(Task call, HttpStatusCode status, string code, string field)
    {
        var refusal = await Should.ThrowAsync<WakuRequestException>(() => call);
        (refusal.Status, refusal.Code, refusal.Field).ShouldBe((status, code, field));
    }
}
