using System.Text.Json;
using Shouldly;
using WakuGrains.Interop.Tests.Processes;
using Xunit;

namespace WakuGrains.Interop.Tests.Driver;

/// <summary>Two devices of one identity, one of each implementation, and a contact (facts 2.4, 6.6).</summary>
public sealed class PairingTests(StatusPeerInstallation installation)
{
    private const long Now = 1_700_000_000_000;

    private static readonly string PrivateKey = Twins.Hex(0x11, 32);

    [Theory]
    [InlineData(Beginner.Ours)]
    [InlineData(Beginner.Theirs)]
    public async Task A_device_announces_itself_and_is_in_the_bundle_once_it_is_paired(Beginner beginner)
    {
        await using var pair = await StartAsync(beginner);
        var (one, two) = (pair.First, pair.Second);

        var read = await two.ReceiveAsync(await one.PairAsync("phone", Now));
        (read.Text("topic_kind"), read.Text("kind")).ShouldBe(("partitioned", "dh"));
        read.GetProperty("events").Only("installations").Text("installation_id").ShouldBe("1");
        var pairing = read.Only("messages").GetProperty("pair");
        pairing.Text("installation_id").ShouldBe("1");
        (pairing.Text("name"), pairing.Text("device_type")).ShouldBe(("phone", "mobile"));
        pairing.Text("clock").ShouldBe("1700000000000");

        var row = (await two.OkAsync("installations")).Only("installations");
        row.GetProperty("enabled").GetBoolean().ShouldBeFalse("nobody has paired it");
        row.GetProperty("metadata").Text("name").ShouldBe("phone");
        (await two.BundleIdsAsync(Now + 1)).ShouldBe(["2"]);
        await two.EnableAsync(one);
        (await two.BundleIdsAsync(Now + 2)).ShouldBe(["1", "2"], ignoreOrder: true);
        await two.DisableAsync(one);
        (await two.BundleIdsAsync(Now + 3)).ShouldBe(["2"]);
    }

    [Theory]
    [InlineData(Beginner.Ours)]
    [InlineData(Beginner.Theirs)]
    public async Task What_is_for_the_own_devices_is_read_by_those_that_are_paired(Beginner beginner)
    {
        await using var pair = await StartAsync(beginner);
        var (one, two) = (pair.First, pair.Second);
        var three = await SiblingAsync(pair.Second, "3");
        (await one.OkAsync("sync", new { plaintext = "00", now = Now }))
            .GetProperty("message")
            .ValueKind.ShouldBe(JsonValueKind.Null);
        await PairAsync(one, two);

        var copy = await one.OkAsync("sync", new { plaintext = "0102", now = Now + 2 });
        copy.Entries().ShouldBe(["2"]);
        copy.GetProperty("agreed").GetBoolean().ShouldBeTrue("the other one has announced itself");
        await two.ReadAsync(one, copy, "ratchet", "0102");
        (await three.FailToDecryptAsync(one, copy)).ShouldBe("not_paired");
        (await one.DecryptAsync(one, copy)).Text("kind").ShouldBe("echo");
        for (var i = 3; i < 8; i++)
        {
            var plaintext = $"0{i}";
            copy = await two.OkAsync("sync", new { plaintext, now = Now + i });
            await one.ReadAsync(two, copy, "ratchet", plaintext);
            (one, two) = (two, one);
        }
    }

    [Theory]
    [InlineData(Beginner.Ours)]
    [InlineData(Beginner.Theirs)]
    public async Task A_text_is_followed_by_its_copy(Beginner beginner)
    {
        await using var pair = await StartAsync(beginner);
        var (one, two) = (pair.First, pair.Second);
        var contact = await one.SiblingAsync("contact", new { seed = "contact" });
        await PairAsync(one, two);
        await one.LearnAsync(contact, Now);
        await two.LearnAsync(contact, Now);

        for (var i = 0; i < 4; i++)
        {
            var sent = await one.SendAsync(contact, $"text {i}", Now + 10 + i);
            JsonElement[] wakus = [.. sent.GetProperty("messages").EnumerateArray()];
            wakus.Length.ShouldBe(2);
            ShouldHold(await contact.ReceiveAsync(wakus[0]), $"text {i}", sent.Text("app_id"));
            var copy = await two.ReceiveAsync(wakus[1]);
            ShouldHold(copy, $"text {i}", sent.Text("app_id"));
            copy.Text("signer").ShouldBe(one.Identity);
            copy.Text("topic_kind").ShouldBe("negotiated");
            copy.GetProperty("acks").GetArrayLength().ShouldBe(0);
            (await one.ReceiveAsync(wakus[1])).Text("kind").ShouldBe("echo");

            var answer = await contact.SendAsync(one, $"answer {i}", Now + 10 + i);
            foreach (var device in (RemotePeer[])[one, two])
                ShouldHold(await device.ReceiveAsync(answer.Only("messages")), $"answer {i}", answer.Text("app_id"));
            (one, two) = (two, one);
        }
    }

    [Theory]
    [InlineData(Beginner.Ours)]
    [InlineData(Beginner.Theirs)]
    public async Task Copies_of_what_is_put_together_are_the_last_too(Beginner beginner)
    {
        await using var pair = await StartAsync(beginner);
        var (one, two) = (pair.First, pair.Second);
        await PairAsync(one, two);
        var sent = await one.OkAsync(
            "send",
            new
            {
                to = "02" + "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
                type = 2,
                payload = "0102",
                mvds = false,
                kind = "personal",
                now = Now + 5,
            }
        );
        sent.TryGetProperty("mvds_id", out _).ShouldBeFalse("there is no data sync");
        JsonElement[] wakus = [.. sent.GetProperty("messages").EnumerateArray()];
        wakus.Select(waku => waku.Text("kind")).ShouldBe(["personal", "negotiated"]);
        var copy = await two.ReceiveAsync(wakus[1]);
        copy.Only("messages").Text("payload").ShouldBe("0102");
        copy.Only("messages").Text("id").ShouldBe(sent.Text("app_id"));
    }

    [Theory]
    [InlineData(Beginner.Ours)]
    [InlineData(Beginner.Theirs)]
    public async Task A_pairing_message_counts_only_of_another_device_that_is_known(Beginner beginner)
    {
        await using var pair = await StartAsync(beginner);
        var pairing = await pair.Second.PairAsync("phone", Now);
        (await pair.Second.FailAsync("receive", new { waku = pairing.Text("wire") })).ShouldBe("malformed");
        (await pair.First.FailAsync("enable", new { installation_id = "2" })).ShouldBe("bad_request");

        var nameless = await pair.Second.OkAsync(
            "send",
            new
            {
                to = pair.First.Identity,
                type = 4,
                payload = "12013222",
                mvds = false,
                now = Now + 1,
            }
        );
        (await pair.First.FailAsync("receive", new { waku = nameless.Only("messages").Text("wire") })).ShouldBe(
            "malformed"
        );
        (await pair.First.OkAsync("installations"))
            .Only("installations")
            .TryGetProperty("metadata", out _)
            .ShouldBeFalse();
    }

    private Task<PeerPair> StartAsync(Beginner beginner) =>
        PeerPair.StartAsync(installation, beginner, Device("1"), Device("2"));

    private static Task<RemotePeer> SiblingAsync(RemotePeer device, string id) => device.SiblingAsync(id, Device(id));

    private static object Device(string id) =>
        new
        {
            identity_private = PrivateKey,
            installation_id = id,
            seed = id,
        };

    private static async Task PairAsync(RemotePeer one, RemotePeer two)
    {
        await two.ReceiveAsync(await one.PairAsync("one", Now));
        await two.EnableAsync(one);
        await one.ReceiveAsync(await two.PairAsync("two", Now + 1));
        await one.EnableAsync(two);
    }

    private static void ShouldHold(JsonElement read, string text, string id)
    {
        read.Text("kind").ShouldBe("ratchet");
        var message = read.Only("messages");
        (message.Text("text"), message.Text("id")).ShouldBe((text, id));
    }
}
