using System.Security.Cryptography;
using System.Text.Json;
using Shouldly;
using WakuGrains.Interop.Tests.Processes;
using Xunit;

namespace WakuGrains.Interop.Tests.Driver;

/// <summary>What does not depend on chance, or depends on a script that both have, is the same on both sides to the byte.</summary>
public sealed class SameBytesTests(StatusPeerInstallation installation)
{
    private const string NowNanoseconds = "1700000000123456789";

    private static readonly string Counterpart =
        "02" + "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";

    [Fact]
    public async Task Bundles()
    {
        await using var pair = await TwinsAsync();
        foreach (var now in (string[])[NowNanoseconds, "1700000000123456790", "1700090000000000000"])
        {
            var (ours, theirs) = await BothAsync(pair, "bundle", new { now_ns = now });
            ours.Text("material").ShouldBe(theirs.Text("material"));
            ours.Text("bundle").ShouldBe(theirs.Text("bundle"));
        }
    }

    [Fact]
    public async Task Topics_and_secrets()
    {
        await using var pair = await TwinsAsync();
        var (ours, theirs) = await BothAsync(pair, "topics", new { to_identity = Counterpart, chat = "status" });
        foreach (var kind in (string[])["contact_code", "partitioned", "personal", "negotiated", "public"])
            ours.GetProperty(kind).ToString().ShouldBe(theirs.GetProperty(kind).ToString());
        (ours, theirs) = await BothAsync(pair, "secret", new { to_identity = Counterpart });
        ours.Text("secret").ShouldBe(theirs.Text("secret"));
        ours.Text("content_topic").ShouldBe(theirs.Text("content_topic"));
    }

    [Fact]
    public async Task Application_messages_and_their_ids()
    {
        await using var pair = await TwinsAsync();
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
                        acks = new[] { Hex(7, 32) },
                        now_ns = NowNanoseconds,
                    },
                ]
        )
        {
            var (ours, theirs) = await BothAsync(pair, "app_wrap", content);
            foreach (var member in theirs.Names().Except(["id"]))
                ours.GetProperty(member).ToString().ShouldBe(theirs.GetProperty(member).ToString(), member);
        }
    }

    [Fact]
    public async Task Encrypted_messages()
    {
        await using var pair = await TwinsAsync();
        await SameMessageAsync(
            pair,
            "encrypt",
            new
            {
                to_identity = Counterpart,
                plaintext = "00ff",
                now_ns = NowNanoseconds,
            }
        );

        var bundle = await CounterpartBundleAsync(pair);
        await BothAsync(pair, "process_bundle", new { bundle });
        for (var i = 0; i < 3; i++)
            await SameMessageAsync(
                pair,
                "encrypt",
                new
                {
                    to_identity = Counterpart,
                    plaintext = $"0{i}",
                    now_ns = $"170000000{i}123456789",
                }
            );
        await SameMessageAsync(pair, "build_public", new { payload = "abcd", now_ns = NowNanoseconds });
    }

    [Theory]
    [InlineData("partitioned")]
    [InlineData("personal")]
    [InlineData("negotiated")]
    [InlineData("contact_code")]
    public async Task Frames_and_hashes(string kind)
    {
        await using var pair = await TwinsAsync();
        foreach (var length in (int[])[0, 1, 188, 189, 190, 255, 256, 65_535, 65_536])
        {
            var padding = Hex(0x5a, PaddingOf(length));
            var script = new { padding = new[] { padding } };
            await BothAsync(pair, "script", new { script });
            var message = Hex(0x33, length);
            var (ours, theirs) = await BothAsync(
                pair,
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

    // Both have the same keys and will draw the same bytes.
    private Task<PeerPair> TwinsAsync()
    {
        var twin = new
        {
            identity_private = Hex(0x11, 32),
            installation_id = "device",
            script = new
            {
                spk = Keys("spk", 3),
                x3dh_ephemeral = Keys("x3dh", 3),
                ratchet = Keys("ratchet", 3),
                dh_ephemeral = Keys("dh", 3),
                ecies_ephemeral = Keys("ecies", 20),
                dh_nonce = Bytes("dh_nonce", 12, 3),
                ecies_iv = Bytes("iv", 16, 20),
                sym_nonce = Bytes("nonce", 12, 20),
            },
        };
        return PeerPair.StartAsync(installation, Beginner.Ours, twin, twin);
    }

    private static async Task<(JsonElement Ours, JsonElement Theirs)> BothAsync(
        PeerPair pair,
        string operation,
        object arguments
    ) => (await pair.First.OkAsync(operation, arguments), await pair.Second.OkAsync(operation, arguments));

    // The order of map entries is free, so the message is compared member by member.
    private static async Task SameMessageAsync(PeerPair pair, string operation, object arguments)
    {
        var (ours, theirs) = await BothAsync(pair, operation, arguments);
        ours.Text("message").Length.ShouldBe(theirs.Text("message").Length);
        JsonElement
            .DeepEquals(ours.GetProperty("view"), theirs.GetProperty("view"))
            .ShouldBeTrue($"{ours.GetProperty("view")}\n{theirs.GetProperty("view")}");
        if (theirs.TryGetProperty("secret", out var secret))
            ours.Text("secret").ShouldBe(secret.GetString());
    }

    // The key of the generator, which is nobody's, with a bundle of its own.
    private static async Task<string> CounterpartBundleAsync(PeerPair pair)
    {
        var third = await pair.Second.SiblingAsync(
            "third",
            new
            {
                identity_private = Hex(0, 31) + "01",
                installation_id = "third",
                seed = "third",
            }
        );
        return (await third.OkAsync("bundle", new { now_ns = NowNanoseconds })).Text("bundle");
    }

    private static string Hex(byte value, int count) => Convert.ToHexStringLower([.. Enumerable.Repeat(value, count)]);

    private static string[] Keys(string label, int count) => Bytes(label, 32, count);

    private static string[] Bytes(string label, int length, int count) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(i =>
                    Convert.ToHexStringLower(SHA256.HashData([.. label.Select(c => (byte)c), (byte)i])[..length])
                ),
        ];

    private static int PaddingOf(int length)
    {
        var lengthBytes =
            length < 1 << 8 ? 1
            : length < 1 << 16 ? 2
            : 3;
        return 256 - ((1 + lengthBytes + length + 65) % 256);
    }
}
