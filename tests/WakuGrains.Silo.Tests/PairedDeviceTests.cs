using System.Text.Json;
using WakuGrains.Client;

namespace WakuGrains.Silo.Tests;

/// <summary>A conversation of a bot that has two paired devices, in two silos; its peers live in the first.</summary>
public sealed class PairedDeviceTests : TwoSilosTest
{
    [Fact]
    public async Task What_one_device_sends_the_other_shows_as_sent()
    {
        var alice = await OpenAsync("alice");
        await PairAsync();
        var sent = await ReadAsync(PostAsync(First, $"{Bot}/messages", new { to = alice, text = "hello" }));

        var copy = await FirstMessageAsync(Second, Bot);
        copy.Text("messageId").ShouldBe(sent.Text("messageId"));
        copy.Text("direction").ShouldBe("sent");
        copy.Text("recipient").ShouldBe(alice);
        copy.Text("recipientHex").ShouldStartWith("0x04");
        copy.Text("sender").ShouldBe((await ReadAsync(First.Http.GetAsync(Bot, Cancel))).Text("publicKey"));
        copy.Text("senderInstallation").ShouldBe(FirstId);
        copy.Text("text").ShouldBe("hello");

        var received = await FirstMessageAsync(First, "v1/identities/alice");
        received.Text("messageId").ShouldBe(sent.Text("messageId"));
        received.Text("direction").ShouldBe("received");
    }

    [Fact]
    public async Task What_a_peer_sends_both_devices_receive()
    {
        var alice = await OpenAsync("alice");
        await PairAsync();
        await PostAsync(First, $"{Bot}/messages", new { to = alice, text = "hello" });
        await FirstMessageAsync(First, "v1/identities/alice");

        var bot = (await ReadAsync(First.Http.GetAsync(Bot, Cancel))).Text("publicKey");
        var sent = await ReadAsync(
            PostAsync(First, "v1/identities/alice/messages", new { to = bot, text = "hello both" })
        );
        foreach (var silo in (RunningSilo[])[First, Second])
        {
            var received = await UntilAsync(
                silo,
                $"{Bot}/messages",
                "messages",
                message => message.Text("direction") == "received"
            );
            received.Text("messageId").ShouldBe(sent.Text("messageId"));
            received.TryGetProperty("recipient", out _).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task A_message_to_several_is_one_message_on_the_other_device_too()
    {
        string[] to = [await OpenAsync("alice"), await OpenAsync("carol")];
        await PairAsync();
        var sent = await ReadAsync(PostAsync(First, $"{Bot}/messages", new { to, text = "hello all" }));

        var copy = await FirstMessageAsync(Second, Bot);
        copy.Text("messageId").ShouldBe(sent.Text("messageId"));
        copy.Text("direction").ShouldBe("sent");
        copy.TryGetProperty("recipient", out _).ShouldBeFalse("there is no one recipient");
        foreach (var name in (string[])["alice", "carol"])
            (await FirstMessageAsync(First, $"v1/identities/{name}"))
                .Text("messageId")
                .ShouldBe(sent.Text("messageId"));
    }

    [Fact]
    public async Task A_devices_own_name_reaches_the_other()
    {
        await PairAsync();
        await Second.Http.PutAsync(
            $"{Bot}/installations/{SecondId}/name",
            System.Net.Http.Json.JsonContent.Create(new { name = "cellar" }),
            Cancel
        );
        await PostAsync(Second, $"{Bot}/installations/announce");
        var line = await UntilListsAsync(First, SecondId, line => line.Text("name") == "cellar");
        line.Text("deviceType").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_device_that_is_not_paired_any_more_gets_no_copies()
    {
        var alice = await OpenAsync("alice");
        await PairAsync();
        await PostAsync(First, $"{Bot}/installations/{SecondId}/unpair");
        await PostAsync(First, $"{Bot}/messages", new { to = alice, text = "not for the cellar" });
        await FirstMessageAsync(First, "v1/identities/alice");
        await PostAsync(First, $"{Bot}/installations/{SecondId}/pair");
        await PostAsync(First, $"{Bot}/messages", new { to = alice, text = "for all" });
        (await FirstMessageAsync(Second, Bot)).Text("text").ShouldBe("for all");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_bot_does_not_receive_what_its_other_device_sent_unless_it_wants_to(bool inProcess)
    {
        var alice = await OpenAsync("alice");
        await PairAsync();
        await PostAsync(First, $"{Bot}/messages", new { to = alice, text = "from the first" });
        await FirstMessageAsync(Second, Bot);
        var bot = (await ReadAsync(First.Http.GetAsync(Bot, Cancel))).Text("publicKey");
        await FirstMessageAsync(First, "v1/identities/alice");
        await PostAsync(First, "v1/identities/alice/messages", new { to = bot, text = "from alice" });

        await using var waku = inProcess ? Second.OpenInProcess() : Second.OpenClient();
        var second = (await waku.FindIdentityAsync("bot", Cancel))!;
        (await FirstAsync(second.ReceiveAsync(new ReceiveOptions { IncludeSent = true }, Cancel))).Recipient.ShouldBe(
            alice
        );
        (await FirstAsync(second.ReceiveAsync(Cancel))).Text.ShouldBe("from alice");
        (await second.GetMailboxAsync(Cancel)).AcknowledgedSequence.ShouldBe(1, "what was skipped was acknowledged");
    }

    private async Task<string> OpenAsync(string name) =>
        (await ReadAsync(PostAsync(First, "v1/identities", new { name }))).Text("publicKey");

    private static Task<JsonElement> FirstMessageAsync(RunningSilo silo, string identity) =>
        UntilAsync(silo, $"{identity}/messages?wait=30", "messages", _ => true);

    private static async Task<IncomingMessage> FirstAsync(IAsyncEnumerable<IncomingMessage> messages)
    {
        await foreach (var message in messages)
            return message;
        throw new InvalidOperationException("Receiving has no end.");
    }
}
