using System.Net;

namespace WakuGrains.Client.Tests;

/// <summary>What devices, sessions and trust are asked for, and how the answers are read.</summary>
public sealed class SessionTests : IDisposable
{
    private const string Session = """
        {"peer":"zQ3sh2","peerHex":"0x04","installation":"i","ownIdentity":false,"trust":"pinned","devices":[{"installationId":"d",
        "activeAt":"2026-01-01T00:00:00Z","prekeyVersion":3,"enabled":true,"active":true,"negotiatedTopic":true,"sessions":[
        {"signedPrekey":"0x02","initiator":true,"confirmed":true,"sends":true,"sent":1,"received":2,"skippedKeys":0,
        "usedAt":"2026-01-01T00:00:00Z"}]}],"heldMessages":1,"pendingAcknowledgements":2
        """;

    private const string Failures =
        ""","recentFailures":[{"at":"2026-01-01T00:00:00Z","outcome":"no_session","encryption":"double_ratchet","topic":"negotiated"}]}""";

    private readonly ScriptedSilo silo = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => silo.Dispose();

    [Fact]
    public async Task A_session_is_read_whole()
    {
        silo.AnswerIdentity().Answer(Session + Failures).Answer($$"""{"sessions":[{{Session}}}]}""");
        await using var waku = Open();
        var bot = await waku.OpenIdentityAsync("bot", Cancel);
        var session = (await bot.GetSessionAsync("https://status.app/u#zQ3sh2", Cancel))!;
        silo.Requests.Last().Path.ShouldBe("/v1/identities/bot/sessions/https%3A%2F%2Fstatus.app%2Fu%23zQ3sh2");
        (session.Peer, session.Trust, session.HeldMessages).ShouldBe(("zQ3sh2", PeerTrust.Pinned, 1));
        session.Devices.Single().Sessions.Single().Sends.ShouldBeTrue();
        session.RecentFailures!.Single().Outcome.ShouldBe("no_session");

        (await bot.ListSessionsAsync(Cancel)).Single().RecentFailures.ShouldBeNull();
    }

    [Fact]
    public async Task A_session_that_is_not_there_is_null()
    {
        silo.AnswerIdentity().Answer("""{"code":"session_not_found"}""", HttpStatusCode.NotFound);
        await using var waku = Open();
        var bot = await waku.OpenIdentityAsync("bot", Cancel);
        (await bot.GetSessionAsync("zQ3sh2", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task What_has_no_answer_but_that_it_was_done_is_asked_once()
    {
        silo.AnswerIdentity();
        for (var answers = 0; answers < 3; answers++)
            silo.Then((_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.NoContent)));
        await using var waku = Open();
        var bot = await waku.OpenIdentityAsync("bot", Cancel);
        await bot.ResetSessionAsync("zQ3sh2", Cancel);
        await bot.DecideTrustAsync("zQ3sh2", PeerTrust.Refused, Cancel);
        await bot.AnnounceAsync(Cancel);
        silo.Requests.Skip(1)
            .Select(asked => $"{asked.Method} {asked.Path} {asked.Body}")
            .ShouldBe([
                "POST /v1/identities/bot/sessions/zQ3sh2/reset ",
                """PUT /v1/identities/bot/sessions/zQ3sh2/trust {"trust":"refused"}""",
                "POST /v1/identities/bot/installations/announce ",
            ]);
    }

    [Fact]
    public async Task A_policy_is_written_and_read_in_the_silos_words()
    {
        silo.Answer(
                """{"name":"bot","publicKey":"z","publicKeyHex":"0x","createdAt":"2026-01-01T00:00:00Z","trustPolicy":"ask"}"""
            )
            .Answer("""{"policy":"first_use"}""");
        await using var waku = Open();
        var bot = (await waku.FindIdentityAsync("bot", Cancel))!;
        bot.Identity.TrustPolicy.ShouldBe(TrustPolicy.Ask);
        await bot.SetTrustPolicyAsync(TrustPolicy.FirstUse, Cancel);
        silo.Requests.Last().Body.ShouldBe("""{"policy":"first_use"}""");
    }

    [Fact]
    public async Task An_identity_that_is_not_there_is_null()
    {
        silo.Answer("""{"code":"identity_not_found"}""", HttpStatusCode.NotFound);
        await using var waku = Open();
        (await waku.FindIdentityAsync("a b", Cancel)).ShouldBeNull();
        silo.Requests.Single().Path.ShouldBe("/v1/identities/a%20b");
    }

    [Fact]
    public void What_holds_a_key_does_not_print_it() =>
        new WakuIdentityExport("bot", "zQ3sh", "5ec4e7").ToString().ShouldNotContain("5ec4e7");

    private WakuClient Open() =>
        new("http://silo", "key", new WakuClientOptions { Handler = silo, RequestTimeout = TimeSpan.FromHours(1) });
}
