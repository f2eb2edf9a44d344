using System.Text.Json;
using Shouldly;
using WakuGrains.Interop.Tests.Processes;
using Xunit;

namespace WakuGrains.Interop.Tests.Driver;

/// <summary>Groups of both implementations: keys one to one, messages in any order, new keys for some (facts 5).</summary>
public sealed class GroupTests(StatusPeerInstallation installation)
{
    private const long Now = 1_700_000_000_000;
    private const string Group = "67726f7570";

    [Theory]
    [InlineData(Beginner.Ours)]
    [InlineData(Beginner.Theirs)]
    public async Task Keys_are_given_in_a_session_or_without_one(Beginner beginner)
    {
        await using var pair = await PeerPair.StartAsync(installation, beginner);
        var (one, two) = (pair.First, pair.Second);
        (await one.FailAsync("group_encrypt", new { group_id = Group, plaintext = "00" })).ShouldBe(
            "group_key_missing"
        );
        var first = await NewKeyAsync(one, Now);
        var second = await NewKeyAsync(one, Now);
        second.Text("timestamp").ShouldBe("1700000000011");

        var exchange = await GiveAsync(one, two, new { key_ids = new[] { first.Text("key_id") } });
        var read = await two.DecryptAsync(one, exchange);
        read.Text("kind").ShouldBe("group_keys");
        var learnt = read.GetProperty("events").Only("group_keys");
        (learnt.Text("group_id"), learnt.Text("key_id")).ShouldBe((Group, first.Text("key_id")));
        learnt.Text("timestamp").ShouldBe(first.Text("timestamp"));

        // The newer one is missing still.
        var message = await EncryptAsync(one, "0a");
        (await two.FailToDecryptAsync(one, message)).ShouldBe("group_key_missing");
        await one.LearnAsync(two, Now);
        exchange = await GiveAsync(one, two, new { });
        exchange.Entries().ShouldBe([two.InstallationId]);
        KeyIds(await two.DecryptAsync(one, exchange)).ShouldBe([second.Text("key_id"), first.Text("key_id")]);
        await two.ReadAsync(one, message, "group", "0a");
    }

    [Theory]
    [InlineData(Beginner.Ours)]
    [InlineData(Beginner.Theirs)]
    public async Task Messages_come_in_any_order_and_more_than_once(Beginner beginner)
    {
        await using var pair = await PeerPair.StartAsync(installation, beginner);
        var (one, two) = (pair.First, pair.Second);
        await NewKeyAsync(one, Now);
        List<JsonElement> messages = [];
        for (var i = 0; i < 9; i++)
            messages.Add(await EncryptAsync(one, $"0{i}"));
        await two.DecryptAsync(one, await GiveAsync(one, two, new { }));

        foreach (var i in (int[])[8, 0, 4, 4, 2, 7, 1, 6, 3, 5, 8])
            await two.ReadAsync(one, messages[i], "group", $"0{i}");

        // All members share the chain: the number goes on where the highest one was.
        var answer = await EncryptAsync(two, "ff");
        Header(answer).GetProperty("seq_no").GetInt32().ShouldBe(10);
        await one.ReadAsync(two, answer, "group", "ff");
        (await two.FailToDecryptAsync(one, Damaged(messages[0]))).ShouldBe("bad_mac");
    }

    [Theory]
    [InlineData(Beginner.Ours)]
    [InlineData(Beginner.Theirs)]
    public async Task Keys_come_beside_a_message(Beginner beginner)
    {
        await using var pair = await PeerPair.StartAsync(installation, beginner);
        var (one, two) = (pair.First, pair.Second);
        await NewKeyAsync(one, Now);
        await one.LearnAsync(two, Now);

        var read = await two.DecryptAsync(one, await GiveAsync(one, two, new { plaintext = "c0ffee" }));
        (read.Text("kind"), read.Text("plaintext")).ShouldBe(("ratchet", "c0ffee"));
        KeyIds(read).Count.ShouldBe(1);
        await two.ReadAsync(one, await EncryptAsync(one, "0b"), "group", "0b");
    }

    [Theory]
    [InlineData(Beginner.Ours)]
    [InlineData(Beginner.Theirs)]
    public async Task A_new_key_reaches_those_who_are_named_and_nobody_else(Beginner beginner)
    {
        await using var pair = await PeerPair.StartAsync(installation, beginner);
        var (one, two) = (pair.First, pair.Second);
        var stays = await one.SiblingAsync("stays", new { seed = "stays" });
        var leaves = await two.SiblingAsync("leaves", new { seed = "leaves" });
        await NewKeyAsync(one, Now);
        foreach (var member in (RemotePeer[])[two, leaves])
            await member.DecryptAsync(one, await GiveAsync(one, member, new { }));

        var rekey = await RekeyAsync(one, "0c", two, stays);
        Header(rekey).GetProperty("rekey").GetBoolean().ShouldBeTrue();
        foreach (var member in (RemotePeer[])[two, stays])
        {
            var read = await member.DecryptAsync(one, rekey);
            (read.Text("kind"), read.Text("plaintext")).ShouldBe(("group_rekey", "0c"));
            KeyIds(read).Count.ShouldBe(1);
        }

        var left = await leaves.DecryptAsync(one, rekey);
        left.Text("plaintext").ShouldBe("0c", "what goes with a new key is public");
        KeyIds(left).ShouldBeEmpty();
        foreach (var from in (RemotePeer[])[one, two, stays])
        {
            var message = await EncryptAsync(from, "0d");
            foreach (var member in ((RemotePeer[])[one, two, stays]).Except([from]))
                await member.ReadAsync(from, message, "group", "0d");
            (await leaves.FailToDecryptAsync(from, message)).ShouldBe("group_key_missing");
        }

        await one.ReadAsync(leaves, await EncryptAsync(leaves, "0e"), "group", "0e");
    }

    [Theory]
    [InlineData(Beginner.Ours)]
    [InlineData(Beginner.Theirs)]
    public async Task A_member_makes_the_next_key_for_all(Beginner beginner)
    {
        await using var pair = await PeerPair.StartAsync(installation, beginner);
        var (one, two) = (pair.First, pair.Second);
        await NewKeyAsync(one, Now);
        await two.DecryptAsync(one, await GiveAsync(one, two, new { }));
        for (var i = 0; i < 4; i++)
        {
            await one.DecryptAsync(two, await RekeyAsync(two, "", one));
            await two.ReadAsync(one, await EncryptAsync(one, $"1{i}"), "group", $"1{i}");
            await one.ReadAsync(two, await EncryptAsync(two, $"2{i}"), "group", $"2{i}");
            (one, two) = (two, one);
        }
    }

    [Theory]
    [InlineData(Beginner.Ours)]
    [InlineData(Beginner.Theirs)]
    public async Task Texts_go_to_the_chat_of_the_group(Beginner beginner)
    {
        await using var pair = await PeerPair.StartAsync(installation, beginner);
        var (one, two) = (pair.First, pair.Second);
        await NewKeyAsync(one, Now);
        await two.OkAsync("listen", new { chat = "room" });
        var keys = await GiveAsync(one, two, new { });
        var given = await two.ReceiveAsync(await TransportAsync(one, keys, new { to = two.Identity, now = Now }));
        given.Text("kind").ShouldBe("group_keys");
        given.GetProperty("messages").GetArrayLength().ShouldBe(0);

        var content = new
        {
            to = two.Identity,
            text = "to all",
            mvds = false,
            now = Now,
        };
        var wrapped = await one.OkAsync("app_wrap", content);
        var message = await EncryptAsync(one, wrapped.Text("plaintext"));
        var room = new
        {
            kind = "public",
            chat = "room",
            now = Now,
        };
        var read = await two.ReceiveAsync(await TransportAsync(one, message, room));
        (read.Text("topic_kind"), read.Text("kind")).ShouldBe(("public", "group"));
        read.Only("messages").Text("text").ShouldBe("to all");
        read.Only("messages").Text("id").ShouldBe(wrapped.Text("app_id"));
    }

    private static Task<JsonElement> NewKeyAsync(RemotePeer peer, long now) =>
        peer.OkAsync("group_key_new", new { group_id = Group, now });

    private static Task<JsonElement> EncryptAsync(RemotePeer peer, string plaintext) =>
        peer.OkAsync("group_encrypt", new { group_id = Group, plaintext });

    private static Task<JsonElement> GiveAsync(RemotePeer from, RemotePeer to, object more)
    {
        var arguments = JsonSerializer.SerializeToNode(more)!.AsObject();
        arguments["to_identity"] = to.Identity;
        arguments["group_id"] = Group;
        arguments["now"] = Now;
        return from.OkAsync("group_key_exchange", arguments);
    }

    private static Task<JsonElement> RekeyAsync(RemotePeer from, string plaintext, params RemotePeer[] members) =>
        from.OkAsync(
            "group_rekey",
            new
            {
                group_id = Group,
                members = members.Select(member => member.Identity),
                plaintext,
                now = Now,
            }
        );

    private static async Task<JsonElement> TransportAsync(RemotePeer peer, JsonElement message, object address)
    {
        var arguments = JsonSerializer.SerializeToNode(address)!.AsObject();
        arguments["message"] = message.Text("message");
        return (await peer.OkAsync("transport", arguments)).Only("messages");
    }

    private static JsonElement Header(JsonElement encrypted) =>
        encrypted.GetProperty("view").GetProperty("entries").GetProperty("none").GetProperty("hr");

    private static IReadOnlyList<string> KeyIds(JsonElement read) =>
        [.. read.GetProperty("events").GetProperty("group_keys").EnumerateArray().Select(key => key.Text("key_id"))];

    // Wherever the payload lies in the message: its last byte is the nonce's.
    private static JsonElement Damaged(JsonElement encrypted)
    {
        var payload = encrypted.GetProperty("view").GetProperty("entries").GetProperty("none").Text("payload");
        var damaged = payload[..^1] + (payload[^1] == '0' ? '1' : '0');
        var message = encrypted.Text("message").Replace(payload, damaged, StringComparison.Ordinal);
        return JsonSerializer.SerializeToElement(new { message });
    }
}
