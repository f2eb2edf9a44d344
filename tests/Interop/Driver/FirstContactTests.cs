using System.Text.Json;
using Shouldly;
using WakuGrains.Interop.Tests.Processes;
using Xunit;

namespace WakuGrains.Interop.Tests.Driver;

/// <summary>How two peers that know nothing of each other's sessions come to one, each of them beginning.</summary>
public sealed class FirstContactTests(StatusPeerInstallation installation)
{
    private const long Now = 1_700_000_000_000;

    [Theory]
    [InlineData(Beginner.Ours)]
    [InlineData(Beginner.Theirs)]
    public async Task Without_a_bundle_the_first_message_is_for_any_device_and_the_answer_begins_a_session(
        Beginner beginner
    )
    {
        await using var pair = await PeerPair.StartAsync(installation, beginner);

        var first = await EncryptAsync(pair.First, pair.Second, "00", Now);
        Entry(first, "none").Names().ShouldBe(["dh", "payload"], ignoreOrder: true);
        (await DecryptAsync(pair.Second, pair.First, first)).ShouldBe(("dh", "00"));

        var answer = await EncryptAsync(pair.Second, pair.First, "01", Now + 1);
        Entry(answer, pair.First.InstallationId).Names().ShouldBe(["x3dh", "dr", "payload"], ignoreOrder: true);
        answer.GetProperty("agreed").GetBoolean().ShouldBeTrue();
        (await DecryptAsync(pair.First, pair.Second, answer)).ShouldBe(("ratchet", "01"));

        var third = await EncryptAsync(pair.First, pair.Second, "02", Now + 2);
        third.GetProperty("agreed").GetBoolean().ShouldBeTrue();
        third.Text("secret").ShouldBe(answer.Text("secret"));
        (await DecryptAsync(pair.Second, pair.First, third)).ShouldBe(("ratchet", "02"));
    }

    [Theory]
    [InlineData(Beginner.Ours)]
    [InlineData(Beginner.Theirs)]
    public async Task With_a_bundle_the_X3DH_header_is_repeated_until_the_first_answer(Beginner beginner)
    {
        await using var pair = await PeerPair.StartAsync(installation, beginner);
        await LearnAsync(pair.First, pair.Second);

        for (var i = 0; i < 3; i++)
        {
            var message = await EncryptAsync(pair.First, pair.Second, $"0{i}", Now + i);
            Entry(message, pair.Second.InstallationId).Names().ShouldContain("x3dh");
            (await DecryptAsync(pair.Second, pair.First, message)).ShouldBe(("ratchet", $"0{i}"));
        }

        // The answerer may prefer a session of its own: then both go on side by side.
        var answer = await EncryptAsync(pair.Second, pair.First, "10", Now + 10);
        (await DecryptAsync(pair.First, pair.Second, answer)).ShouldBe(("ratchet", "10"));
        var last = await EncryptAsync(pair.First, pair.Second, "11", Now + 11);
        (await DecryptAsync(pair.Second, pair.First, last)).ShouldBe(("ratchet", "11"));
    }

    [Theory]
    [InlineData(Beginner.Ours)]
    [InlineData(Beginner.Theirs)]
    public async Task From_a_contact_code_the_first_text_is_a_session_already(Beginner beginner)
    {
        await using var pair = await PeerPair.StartAsync(installation, beginner);
        await pair.First.OkAsync("listen", new { contact = pair.Second.Identity });

        var code = await pair.Second.OkAsync("contact_code", new { now = Now });
        var learnt = await pair.First.OkAsync("receive", new { waku = code.Text("wire") });
        learnt.Text("topic_kind").ShouldBe("contact_code");
        learnt.Text("kind").ShouldBe("public");
        learnt.GetProperty("events").Only("installations").Text("installation_id").ShouldBe(pair.Second.InstallationId);

        var hello = await SendAsync(pair.First, pair.Second, "hello", Now + 1);
        (await ReceiveAsync(pair.Second, hello)).ShouldBe(("partitioned", "ratchet", "hello"));
        var answer = await SendAsync(pair.Second, pair.First, "hello to you", Now + 2);
        (await ReceiveAsync(pair.First, answer)).ShouldBe(("negotiated", "ratchet", "hello to you"));
    }

    [Theory]
    [InlineData(Beginner.Ours)]
    [InlineData(Beginner.Theirs)]
    public async Task Who_start_at_once_read_each_other(Beginner beginner)
    {
        await using var pair = await PeerPair.StartAsync(installation, beginner);
        await LearnAsync(pair.First, pair.Second);
        await LearnAsync(pair.Second, pair.First);

        for (var i = 0; i < 4; i++)
        {
            var there = await EncryptAsync(pair.First, pair.Second, "aa", Now + i);
            var back = await EncryptAsync(pair.Second, pair.First, "bb", Now + i);
            (await DecryptAsync(pair.Second, pair.First, there)).ShouldBe(("ratchet", "aa"));
            (await DecryptAsync(pair.First, pair.Second, back)).ShouldBe(("ratchet", "bb"));
        }
    }

    [Theory]
    [InlineData(Beginner.Ours)]
    [InlineData(Beginner.Theirs)]
    public async Task A_new_prekey_begins_a_new_session_and_the_old_one_still_decrypts(Beginner beginner)
    {
        const long day = 24 * 60 * 60 * 1000;
        await using var pair = await PeerPair.StartAsync(installation, beginner);
        await LearnAsync(pair.First, pair.Second);
        var late = await EncryptAsync(pair.First, pair.Second, "01", Now);
        var prekey = Entry(late, pair.Second.InstallationId).GetProperty("dr").Text("id");

        var renewed = await pair.Second.OkAsync("bundle", new { now = Now + day + 1 });
        await pair.First.OkAsync("process_bundle", new { bundle = renewed.Text("bundle") });
        var next = await EncryptAsync(pair.First, pair.Second, "02", Now + day + 2);

        Entry(next, pair.Second.InstallationId).GetProperty("dr").Text("id").ShouldNotBe(prekey);
        (await DecryptAsync(pair.Second, pair.First, next)).ShouldBe(("ratchet", "02"));
        (await DecryptAsync(pair.Second, pair.First, late)).ShouldBe(("ratchet", "01"));
    }

    [Theory]
    [InlineData(Beginner.Ours)]
    [InlineData(Beginner.Theirs)]
    public async Task Two_devices_of_the_same_id_never_come_to_a_session(Beginner beginner)
    {
        var device = new { installation_id = "same" };
        await using var pair = await PeerPair.StartAsync(installation, beginner, device, device);
        var (from, to) = (pair.First, pair.Second);
        for (var i = 0; i < 4; i++)
        {
            var message = await EncryptAsync(from, to, $"0{i}", Now + i);
            (await DecryptAsync(to, from, message)).ShouldBe(("dh", $"0{i}"));
            (from, to) = (to, from);
        }
    }

    private static async Task LearnAsync(RemotePeer who, RemotePeer whom)
    {
        var bundle = await whom.OkAsync("bundle", new { now = Now });
        var learnt = await who.OkAsync("process_bundle", new { bundle = bundle.Text("bundle") });
        learnt.Only("installations").Text("installation_id").ShouldBe(whom.InstallationId);
    }

    private static Task<JsonElement> EncryptAsync(RemotePeer from, RemotePeer to, string plaintext, long now) =>
        from.OkAsync(
            "encrypt",
            new
            {
                to_identity = to.Identity,
                plaintext,
                now,
            }
        );

    private static async Task<(string Kind, string Plaintext)> DecryptAsync(
        RemotePeer who,
        RemotePeer sender,
        JsonElement encrypted
    )
    {
        var message = encrypted.Text("message");
        var read = await who.OkAsync("decrypt", new { from_identity = sender.Identity, message });
        return (read.Text("kind"), read.Text("plaintext"));
    }

    private static async Task<JsonElement> SendAsync(RemotePeer from, RemotePeer to, string text, long now) =>
        (
            await from.OkAsync(
                "send",
                new
                {
                    to = to.Identity,
                    text,
                    now,
                }
            )
        ).Only("messages");

    private static async Task<(string Topic, string Kind, string Text)> ReceiveAsync(RemotePeer who, JsonElement waku)
    {
        var read = await who.OkAsync("receive", new { waku = waku.Text("wire") });
        return (read.Text("topic_kind"), read.Text("kind"), read.Only("messages").Text("text"));
    }

    private static JsonElement Entry(JsonElement encrypted, string installationId) =>
        encrypted.GetProperty("view").GetProperty("entries").GetProperty(installationId);
}
