using System.Text.Json;
using Shouldly;
using WakuGrains.Interop.Tests.Processes;
using Xunit;

namespace WakuGrains.Interop.Tests.Driver;

/// <summary>What is wrong with a message is called the same by both, and none of it changes the receiver.</summary>
public sealed class ErrorKindTests(StatusPeerInstallation installation)
{
    private const long Now = 1_700_000_000_000;

    [Theory]
    [InlineData(Beginner.Ours)]
    [InlineData(Beginner.Theirs)]
    public async Task Of_the_ratchet(Beginner beginner)
    {
        await using var pair = await PeerPair.StartAsync(
            installation,
            beginner,
            second: new { seed = "second", options = new { max_skip = 3 } }
        );
        await LearnAsync(pair.First, pair.Second);
        List<string> messages = [];
        for (var i = 0; i < 7; i++)
            messages.Add((await EncryptAsync(pair.First, pair.Second, Now + i)).Text("message"));

        (await FailAsync(pair, messages[4])).ShouldBe("too_many_skipped");
        (await FailAsync(pair, Damaged(messages[0]))).ShouldBe("bad_mac");
        await ReadAsync(pair, messages[3], messageId: "aa");
        (await pair.Second.OkAsync("confirm", new { message_id = "aa" }))
            .GetProperty("deleted")
            .GetBoolean()
            .ShouldBeTrue();
        (await pair.Second.OkAsync("confirm", new { message_id = "aa" }))
            .GetProperty("deleted")
            .GetBoolean()
            .ShouldBeFalse();
        (await FailAsync(pair, messages[3])).ShouldBe("already_consumed");
        (await FailAsync(pair, Damaged(messages[1]))).ShouldBe("bad_mac");
        foreach (var late in (int[])[2, 0, 1, 6, 5, 4])
            await ReadAsync(pair, messages[late], $"{late}");
    }

    [Theory]
    [InlineData(Beginner.Ours)]
    [InlineData(Beginner.Theirs)]
    public async Task Of_the_message(Beginner beginner)
    {
        await using var pair = await PeerPair.StartAsync(installation, beginner);
        await LearnAsync(pair.First, pair.Second);
        var message = (await EncryptAsync(pair.First, pair.Second, Now)).Text("message");
        var another = await pair.Second.SiblingAsync("another", new { seed = "another" });

        (await another.FailAsync("decrypt", new { from_identity = pair.First.Identity, message })).ShouldBe(
            "device_not_found"
        );
        var fallback = await pair.First.OkAsync("encrypt_dh", new { to_identity = pair.Second.Identity, now = Now });
        var misled = new { from_identity = pair.First.Identity, message = fallback.Text("message") };
        (await another.FailAsync("decrypt", misled)).ShouldBe("bad_mac");
        (await FailAsync(pair, "0affffff")).ShouldBe("malformed");
        (await FailAsync(pair, "1201" + "31")).ShouldBe("no_payload");
        (await FailAsync(pair, "zz")).ShouldBe("bad_request");
        (await ForgedBundleAsync(pair)).ShouldBe("bad_signature");

        // Another identity under the same ids has other sessions.
        var stranger = another.Identity;
        (await pair.Second.FailAsync("decrypt", new { from_identity = stranger, message })).ShouldBe("bad_mac");
        await ReadAsync(pair, message, "1");
    }

    [Theory]
    [InlineData(Beginner.Ours)]
    [InlineData(Beginner.Theirs)]
    public async Task Of_a_session_that_is_lost(Beginner beginner)
    {
        await using var pair = await PeerPair.StartAsync(installation, beginner);
        await LearnAsync(pair.First, pair.Second);
        await ReadAsync(pair, (await EncryptAsync(pair.First, pair.Second, Now)).Text("message"), "1");
        var answer = await EncryptAsync(pair.Second, pair.First, Now + 1);
        await pair.First.OkAsync(
            "decrypt",
            new { from_identity = pair.Second.Identity, message = answer.Text("message") }
        );
        var message = (await EncryptAsync(pair.First, pair.Second, Now + 2)).Text("message");

        var again = await pair.Second.SiblingAsync(
            "again",
            new { seed = "second", installation_id = pair.Second.InstallationId }
        );
        (await again.FailAsync("decrypt", new { from_identity = pair.First.Identity, message })).ShouldBe("no_session");
    }

    [Theory]
    [InlineData(Beginner.Ours)]
    [InlineData(Beginner.Theirs)]
    public async Task Of_the_frame(Beginner beginner)
    {
        await using var pair = await PeerPair.StartAsync(installation, beginner);
        async Task<JsonElement> WrapAsync(string kind, bool unsigned = false) =>
            await pair.First.OkAsync(
                "wrap",
                new
                {
                    kind,
                    to = pair.Second.Identity,
                    message = "00",
                    unsigned,
                    now = Now,
                }
            );

        var frame = await WrapAsync("partitioned");
        (await pair.Second.OkAsync("unwrap", new { waku = frame.Text("wire") }))
            .Text("signer")
            .ShouldBe(pair.First.Identity);
        (await ReceiveAsync(frame.Text("payload") + "00", frame.Text("contentTopic"))).ShouldBe("bad_mac");
        (await ReceiveAsync("0400", frame.Text("contentTopic"))).ShouldBe("malformed");
        (await ReceiveAsync(frame.Text("payload"), "/waku/1/0x00000000/rfc26")).ShouldBe("not_listening");
        (await ReceiveAsync(frame.Text("payload"), frame.Text("contentTopic"), version: 0)).ShouldBe("unsupported");
        var unsigned = await WrapAsync("personal", unsigned: true);
        (await pair.Second.FailAsync("receive", new { waku = unsigned.Text("wire") })).ShouldBe("unsigned");

        Task<string> ReceiveAsync(string payload, string contentTopic, int version = 1) =>
            pair.Second.FailAsync(
                "receive",
                new
                {
                    payload,
                    contentTopic,
                    version,
                    timestamp = "1700000000000000000",
                }
            );
    }

    private static async Task LearnAsync(RemotePeer who, RemotePeer whom)
    {
        var bundle = await whom.OkAsync("bundle", new { now = Now });
        await who.OkAsync("process_bundle", new { bundle = bundle.Text("bundle") });
    }

    private static async Task<string> ForgedBundleAsync(PeerPair pair)
    {
        var bundle = (await pair.First.OkAsync("bundle", new { now = Now })).Text("bundle");
        var timestamp = bundle[^2] == '0' ? '1' : '0';
        return await pair.Second.FailAsync("process_bundle", new { bundle = bundle[..^2] + timestamp + bundle[^1] });
    }

    private static Task<JsonElement> EncryptAsync(RemotePeer from, RemotePeer to, long now) =>
        from.OkAsync(
            "encrypt",
            new
            {
                to_identity = to.Identity,
                plaintext = "00ff",
                now,
            }
        );

    private static async Task ReadAsync(PeerPair pair, string message, string messageId)
    {
        var arguments = new
        {
            from_identity = pair.First.Identity,
            message,
            message_id = messageId,
        };
        (await pair.Second.OkAsync("decrypt", arguments)).Text("plaintext").ShouldBe("00ff");
    }

    private static Task<string> FailAsync(PeerPair pair, string message) =>
        pair.Second.FailAsync("decrypt", new { from_identity = pair.First.Identity, message });

    // The payload is the last field of the one entry, which is the last field of the message.
    private static string Damaged(string message) => message[..^1] + (message[^1] == '0' ? '1' : '0');
}
