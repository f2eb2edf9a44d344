using Shouldly;
using WakuGrains.Interop.Tests.Processes;
using Xunit;

namespace WakuGrains.Interop.Tests.Driver;

/// <summary>Groups and own devices with the same script: the same bytes on both sides.</summary>
public sealed class SameGroupBytesTests(StatusPeerInstallation installation)
{
    private const string Group = "67726f7570";
    private const string Now = Twins.NowNanoseconds;

    private static readonly string Member = "02" + "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";

    [Fact]
    public async Task Group_keys_and_messages()
    {
        await using var twins = await Twins.StartAsync(installation);
        await twins.SameAsync("group_key_new", new { group_id = Group, now_ns = Now });
        await twins.SameAsync("group_key_new", new { group_id = Group, now_ns = Now });
        await twins.SameAsync(
            "group_key_import",
            new
            {
                group_id = Group,
                key = Twins.Hex(0x22, 32),
                timestamp = "7",
            }
        );
        for (var i = 0; i < 3; i++)
            await twins.SameMessageAsync("group_encrypt", new { group_id = Group, plaintext = $"0{i}" });

        var (ours, theirs) = await twins.BothAsync("dump_state", new { });
        ours.GetProperty("state")
            .GetProperty("group_keys")
            .EnumerateArray()
            .Select(key => key.ToString())
            .ShouldBe(
                theirs.GetProperty("state").GetProperty("group_keys").EnumerateArray().Select(key => key.ToString()),
                ignoreOrder: true
            );
    }

    [Fact]
    public async Task Key_exchanges_and_rekeys()
    {
        await using var twins = await Twins.StartAsync(installation);
        var first = await twins.SameAsync("group_key_new", new { group_id = Group, now_ns = Now });
        await twins.SameAsync("group_key_new", new { group_id = Group, now_ns = Now });
        var exchange = new
        {
            to_identity = Member,
            group_id = Group,
            now_ns = Now,
        };
        await twins.SameMessageAsync("group_key_exchange", exchange);
        await twins.SameMessageAsync(
            "group_key_exchange",
            new
            {
                exchange.to_identity,
                exchange.group_id,
                key_ids = new[] { first.Text("key_id") },
                plaintext = "0a0b",
                now_ns = Now,
            }
        );
        await twins.SameMessageAsync(
            "group_rekey",
            new
            {
                group_id = Group,
                members = new[] { Member, twins.Identity },
                plaintext = "0c",
                now_ns = Now,
            }
        );
        await twins.SameMessageAsync("group_encrypt", new { group_id = Group, plaintext = "0d" });
    }

    [Fact]
    public async Task Copies_for_own_devices_and_their_bundle()
    {
        await using var twins = await Twins.StartAsync(installation);
        var sibling = await twins.ThirdAsync("sibling", Twins.Hex(0x11, 32));
        var bundle = (await sibling.OkAsync("bundle", new { now_ns = Now })).Text("bundle");
        await twins.SameAsync("process_bundle", new { bundle });
        await twins.SameAsync("sync", new { plaintext = "01", now_ns = Now });
        await twins.SameAsync("enable", new { installation_id = "sibling" });

        await twins.SameAsync("bundle", new { now_ns = Now });
        for (var i = 0; i < 3; i++)
            await twins.SameMessageAsync("sync", new { plaintext = $"0{i}", now_ns = Now });
        await twins.SameAsync("installations", new { });
        await twins.SameAsync("disable", new { installation_id = "sibling" });
        await twins.SameAsync("bundle", new { now_ns = Now });
    }

    [Fact]
    public async Task Pairing_messages()
    {
        await using var twins = await Twins.StartAsync(installation);
        var announcement = new
        {
            device_name = "phone",
            device_type = "mobile",
            now_ns = Now,
        };
        // The padding comes from no script.
        var (ours, theirs) = (await PairAsync(twins.Ours), await PairAsync(twins.Theirs));
        ours.ShouldBe(theirs);

        async Task<(string Topic, string Timestamp, int Length)> PairAsync(RemotePeer peer)
        {
            var waku = (await peer.OkAsync("pair", announcement)).Only("messages");
            waku.Text("kind").ShouldBe("partitioned");
            return (waku.Text("contentTopic"), waku.Text("timestamp"), waku.Text("payload").Length);
        }
    }
}
