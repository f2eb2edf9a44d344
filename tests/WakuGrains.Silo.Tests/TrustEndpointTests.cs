using System.Text.Json;

namespace WakuGrains.Silo.Tests;

public sealed class TrustEndpointTests : SiloTest
{
    [Fact]
    public async Task An_identity_converses_with_everybody_unless_it_is_told_otherwise()
    {
        await OpenAsync("bot");
        (await GetAsync("identities/bot/trust-policy")).Text("policy").ShouldBe("first_use");
        foreach (var policy in (string[])["pinned", "ask", "first_use"])
        {
            using var response = await PutAsync("identities/bot/trust-policy", new { policy });
            (await ReadAsync(response)).Text("policy").ShouldBe(policy);
            (await GetAsync("identities/bot/trust-policy")).Text("policy").ShouldBe(policy);
            (await GetAsync("identities/bot")).Text("trustPolicy").ShouldBe(policy);
        }
    }

    [Fact]
    public async Task A_policy_that_is_none_is_named()
    {
        await OpenAsync("bot");
        const string Path = "identities/bot/trust-policy";
        await ShouldBeProblemAsync(PutAsync(Path, new { policy = "FirstUse" }), 400, "trust_policy_unknown", "policy");
        await ShouldBeProblemAsync(PutAsync(Path, new { }), 400, "field_missing", "policy");
        await ShouldBeProblemAsync(PutAsync(Path, new { policy = 1 }), 400, "json_invalid", "policy");
    }

    [Fact]
    public async Task A_pinned_identity_writes_to_whose_card_it_took()
    {
        await OpenAsync("bot");
        var alice = await OpenAsync("alice");
        await PutAsync("identities/bot/trust-policy", new { policy = "pinned" });
        var hello = new { to = alice, text = "hello" };
        await ShouldBeProblemAsync(PostAsync("identities/bot/messages", hello), 403, "peer_not_trusted", "to");
        var several = new { to = new[] { alice }, text = "hello" };
        await ShouldBeProblemAsync(PostAsync("identities/bot/messages", several), 403, "peer_not_trusted", "to");

        var card = (await GetAsync("identities/alice/contact-card")).Text("text");
        (await PostAsync("identities/bot/contacts", new { card })).EnsureSuccessStatusCode();
        (await GetAsync($"identities/bot/sessions/{alice}")).Text("trust").ShouldBe("pinned");
        await ExchangeAsync("bot", "alice", alice, "hello");
    }

    [Fact]
    public async Task Under_ask_a_message_is_held_until_somebody_has_decided()
    {
        var bot = await OpenAsync("bot");
        var alice = await OpenAsync("alice");
        await PutAsync("identities/bot/trust-policy", new { policy = "ask" });
        using var sent = await PostAsync("identities/alice/messages", new { to = bot, text = "may I?" });
        var session = await UntilHeldAsync(alice);
        session.Text("trust").ShouldBe("undecided");
        (await GetAsync("identities/bot/mailbox")).GetProperty("lastSequence").GetInt64().ShouldBe(0);

        (await PutAsync($"identities/bot/sessions/{alice}/trust", new { trust = "trusted" })).EnsureSuccessStatusCode();
        var message = (await GetAsync("identities/bot/messages?wait=30")).GetProperty("messages")[0];
        message.Text("text").ShouldBe("may I?");
        message.Text("direction").ShouldBe("received");
        (await GetAsync($"identities/bot/sessions/{alice}")).GetProperty("heldMessages").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task A_peer_who_is_refused_is_not_written_to()
    {
        await OpenAsync("bot");
        var alice = await OpenAsync("alice");
        await PutAsync($"identities/bot/sessions/{alice}/trust", new { trust = "refused" });
        (await GetAsync($"identities/bot/sessions/{alice}")).Text("trust").ShouldBe("refused");
        await ShouldBeProblemAsync(
            PostAsync("identities/bot/messages", new { to = alice, text = "hello" }),
            403,
            "peer_not_trusted",
            "to"
        );
        await PutAsync($"identities/bot/sessions/{alice}/trust", new { trust = "undecided" });
        await ExchangeAsync("bot", "alice", alice, "hello");
    }

    [Fact]
    public async Task A_decision_that_is_none_is_named()
    {
        await OpenAsync("bot");
        var alice = await OpenAsync("alice");
        var path = $"identities/bot/sessions/{alice}/trust";
        await ShouldBeProblemAsync(PutAsync(path, new { trust = "maybe" }), 400, "trust_unknown", "trust");
        await ShouldBeProblemAsync(PutAsync(path, new { }), 400, "field_missing", "trust");
        await ShouldBeProblemAsync(
            PutAsync("identities/bot/sessions/nobody/trust", new { trust = "trusted" }),
            400,
            "peer_invalid",
            "peer"
        );
        await ShouldBeProblemAsync(
            PutAsync($"identities/nobody/sessions/{alice}/trust", new { trust = "trusted" }),
            404,
            "identity_not_found",
            "name"
        );
    }

    private async Task<JsonElement> UntilHeldAsync(string peer)
    {
        JsonElement[] held;
        do
        {
            Cancel.ThrowIfCancellationRequested();
            var sessions = (await GetAsync("identities/bot/sessions")).GetProperty("sessions");
            held = [.. sessions.EnumerateArray().Where(one => one.GetProperty("heldMessages").GetInt32() == 1)];
        } while (held.Length == 0);

        held[0].Text("peer").ShouldBe(peer);
        return held[0];
    }
}
