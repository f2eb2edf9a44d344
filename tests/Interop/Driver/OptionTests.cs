using Shouldly;
using WakuGrains.Interop.Tests.Processes;
using Xunit;

namespace WakuGrains.Interop.Tests.Driver;

/// <summary>What can be chosen about a peer: what its bundles announce, and how long a prekey lives (facts 2.4, 7).</summary>
public sealed class OptionTests(StatusPeerInstallation installation)
{
    private const long Now = 1_700_000_000_000;

    [Theory]
    [InlineData(Beginner.Ours)]
    [InlineData(Beginner.Theirs)]
    public async Task With_a_device_that_announces_version_0_nothing_is_agreed(Beginner beginner)
    {
        await using var pair = await PeerPair.StartAsync(
            installation,
            beginner,
            new { seed = "old", options = new { protocol_version = 0 } }
        );
        var (old, other) = (pair.First, pair.Second);
        await old.LearnAsync(other, Now);
        for (var i = 0; i < 3; i++)
        {
            var there = await old.SendAsync(other, $"there {i}", Now + i);
            await other.ReceiveAsync(there.Only("messages"));
            var back = await other.SendAsync(old, $"back {i}", Now + i);
            back.Only("messages").Text("kind").ShouldBe("partitioned");
            await old.ReceiveAsync(back.Only("messages"));
        }

        (await old.SendAsync(other, "agreed here", Now + 9)).Only("messages").Text("kind").ShouldBe("negotiated");
        var row = (await other.OkAsync("installations", new { identity = old.Identity })).Only("installations");
        row.GetProperty("version").GetInt32().ShouldBe(0);
        (await other.OkAsync("secret", new { to_identity = old.Identity, targets = new[] { old.InstallationId } }))
            .GetProperty("agreed")
            .GetBoolean()
            .ShouldBeFalse();
    }

    [Theory]
    [InlineData(Beginner.Ours)]
    [InlineData(Beginner.Theirs)]
    public async Task A_short_life_of_prekeys_makes_new_sessions_and_loses_nothing(Beginner beginner)
    {
        var options = new { bundle_refresh_ms = 1000 };
        await using var pair = await PeerPair.StartAsync(
            installation,
            beginner,
            new { seed = "first", options },
            new { seed = "second", options }
        );
        var (one, two) = (pair.First, pair.Second);
        (await VersionAsync(one, Now)).ShouldBe(1);
        (await VersionAsync(one, Now + 1000)).ShouldBe(1);
        (await VersionAsync(one, Now + 1001)).ShouldBe(2);
        await two.LearnAsync(one, Now + 1002);
        var late = await two.EncryptAsync(one, "01", Now + 1003);

        for (var i = 1; i < 6; i++)
        {
            var now = Now + (1500 * i);
            await two.ReadAsync(one, await one.EncryptAsync(two, $"1{i}", now), i == 1 ? "dh" : "ratchet", $"1{i}");
            await one.ReadAsync(two, await two.EncryptAsync(one, $"2{i}", now + 1), "ratchet", $"2{i}");
        }

        await one.ReadAsync(two, late, "ratchet", "01");
        (await VersionAsync(one, Now + 20_000)).ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task Options_are_shown_and_those_of_another_kind_are_refused()
    {
        await using var ours = JsonLinesProcess.StartOurs();
        var options = new
        {
            max_skip = 3,
            bundle_refresh_ms = 31_536_000_000,
            protocol_version = 2,
        };
        var peer = await RemotePeer.CreateAsync(ours, "a", new { options });
        var shown = (await peer.OkAsync("dump_state")).GetProperty("state").GetProperty("options");
        shown.GetProperty("max_skip").GetInt32().ShouldBe(3);
        shown.GetProperty("bundle_refresh_ms").GetInt64().ShouldBe(31_536_000_000);
        shown.GetProperty("protocol_version").GetInt32().ShouldBe(2);
        (await peer.FailAsync("new", new { options = new { quirks = true } })).ShouldBe("unsupported");
        (await peer.FailAsync("new", new { options = new { bundle_refresh_ms = -1 } })).ShouldBe("bad_request");
    }

    private static async Task<int> VersionAsync(RemotePeer peer, long now) =>
        (await peer.OkAsync("bundle", new { now }))
            .GetProperty("view")
            .GetProperty("keys")
            .GetProperty(peer.InstallationId)
            .GetProperty("version")
            .GetInt32();
}
