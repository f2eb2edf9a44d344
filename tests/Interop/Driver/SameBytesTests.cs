using Shouldly;
using WakuGrains.Interop.Tests.Processes;
using Xunit;

namespace WakuGrains.Interop.Tests.Driver;

/// <summary>What does not depend on chance, or depends on a script that both have, is the same on both sides to the byte.</summary>
public sealed class SameBytesTests(StatusPeerInstallation installation)
{
    private const string NowNanoseconds = Twins.NowNanoseconds;

    private static readonly string Counterpart =
        "02" + "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";

    [Fact]
    public async Task Bundles()
    {
        await using var twins = await Twins.StartAsync(installation);
        foreach (var now in (string[])[NowNanoseconds, "1700000000123456790", "1700090000000000000"])
        {
            var (ours, theirs) = await twins.BothAsync("bundle", new { now_ns = now });
            ours.Text("material").ShouldBe(theirs.Text("material"));
            ours.Text("bundle").ShouldBe(theirs.Text("bundle"));
        }
    }

    [Fact]
    public async Task Topics_and_secrets()
    {
        await using var twins = await Twins.StartAsync(installation);
        var (ours, theirs) = await twins.BothAsync("topics", new { to_identity = Counterpart, chat = "status" });
        foreach (var kind in (string[])["contact_code", "partitioned", "personal", "negotiated", "public"])
            ours.GetProperty(kind).ToString().ShouldBe(theirs.GetProperty(kind).ToString());
        (ours, theirs) = await twins.BothAsync("secret", new { to_identity = Counterpart });
        ours.Text("secret").ShouldBe(theirs.Text("secret"));
        ours.Text("content_topic").ShouldBe(theirs.Text("content_topic"));
    }

    [Fact]
    public async Task Application_messages_and_their_ids()
    {
        await using var twins = await Twins.StartAsync(installation);
        foreach (
            var content in (object[])
                [
                    new
                    {
                        to = Counterpart,
                        text = "Grüße, 世界",
                        now_ns = NowNanoseconds,
                    },
                    new
                    {
                        to = Counterpart,
                        text = "bare",
                        mvds = false,
                        now_ns = NowNanoseconds,
                    },
                    new
                    {
                        to = Counterpart,
                        type = 2,
                        payload = "0102",
                        acks = new[] { Twins.Hex(7, 32) },
                        now_ns = NowNanoseconds,
                    },
                ]
        )
        {
            var (ours, theirs) = await twins.BothAsync("app_wrap", content);
            foreach (var member in theirs.Names().Except(["id"]))
                ours.GetProperty(member).ToString().ShouldBe(theirs.GetProperty(member).ToString(), member);
        }
    }

    [Fact]
    public async Task Encrypted_messages()
    {
        await using var twins = await Twins.StartAsync(installation);
        await twins.SameMessageAsync(
            "encrypt",
            new
            {
                to_identity = Counterpart,
                plaintext = "00ff",
                now_ns = NowNanoseconds,
            }
        );

        var bundle = await CounterpartBundleAsync(twins);
        await twins.BothAsync("process_bundle", new { bundle });
        for (var i = 0; i < 3; i++)
            await twins.SameMessageAsync(
                "encrypt",
                new
                {
                    to_identity = Counterpart,
                    plaintext = $"0{i}",
                    now_ns = $"170000000{i}123456789",
                }
            );
        await twins.SameMessageAsync("build_public", new { payload = "abcd", now_ns = NowNanoseconds });
    }

    [Theory]
    [InlineData("partitioned")]
    [InlineData("personal")]
    [InlineData("negotiated")]
    [InlineData("contact_code")]
    public async Task Frames_and_hashes(string kind)
    {
        await using var twins = await Twins.StartAsync(installation);
        foreach (var length in (int[])[0, 1, 188, 189, 190, 255, 256, 65_535, 65_536])
        {
            var padding = Twins.Hex(0x5a, PaddingOf(length));
            var script = new { padding = new[] { padding } };
            await twins.BothAsync("script", new { script });
            var message = Twins.Hex(0x33, length);
            var (ours, theirs) = await twins.BothAsync(
                "wrap",
                new
                {
                    kind,
                    to = Counterpart,
                    message,
                    now_ns = NowNanoseconds,
                    ephemeral = length % 2 == 0,
                }
            );
            foreach (var member in theirs.Names().Except(["id"]))
                ours.GetProperty(member).ToString().ShouldBe(theirs.GetProperty(member).ToString(), member);
        }
    }

    // The key of the generator, which is nobody's, with a bundle of its own.
    private static async Task<string> CounterpartBundleAsync(Twins twins)
    {
        var third = await twins.ThirdAsync("third", Twins.Hex(0, 31) + "01");
        return (await third.OkAsync("bundle", new { now_ns = NowNanoseconds })).Text("bundle");
    }

    private static int PaddingOf(int length)
    {
        var lengthBytes =
            length < 1 << 8 ? 1
            : length < 1 << 16 ? 2
            : 3;
        return 256 - ((1 + lengthBytes + length + 65) % 256);
    }
}
