using System.Text.Json;
using Shouldly;
using WakuGrains.Interop.Tests.Processes;
using Xunit;

namespace WakuGrains.Interop.Tests.Driver;

/// <summary>Texts through every layer: ids, acknowledgements, topics and segments mean the same on both sides.</summary>
public sealed class MessageLayerTests(StatusPeerInstallation installation)
{
    private const long Now = 1_700_000_000_000;

    [Theory]
    [InlineData(Beginner.Ours)]
    [InlineData(Beginner.Theirs)]
    public async Task Texts_have_one_id_and_are_acknowledged(Beginner beginner)
    {
        await using var pair = await PeerPair.StartAsync(installation, beginner);
        var (from, to) = (pair.First, pair.Second);
        string[] acks = [];
        for (var i = 0; i < 8; i++)
        {
            var text = $"text {i}";
            var sent = await from.OkAsync(
                "send",
                new
                {
                    to = to.Identity,
                    text,
                    acks,
                    now = Now + i,
                }
            );
            var waku = sent.Only("messages");
            var read = await to.OkAsync("receive", new { waku = waku.Text("wire") });

            read.Text("signer").ShouldBe(from.Identity);
            read.Text("message_id").ShouldBe(waku.Text("hash"));
            waku.Text("kind").ShouldBe(i == 0 ? "partitioned" : "negotiated");
            read.Text("topic_kind").ShouldBe(waku.Text("kind"));
            read.Text("kind").ShouldBe(i == 0 ? "dh" : "ratchet");
            read.Texts("acks").ShouldBe(acks);
            var message = read.Only("messages");
            message.Text("text").ShouldBe(text);
            message.Text("author").ShouldBe(from.Identity);
            message.Text("id").ShouldBe(sent.Text("app_id"));
            message.Text("mvds_id").ShouldBe(sent.Text("mvds_id"));
            acks = [sent.Text("mvds_id")];
            (from, to) = (to, from);
        }
    }

    [Theory]
    [InlineData(Beginner.Ours)]
    [InlineData(Beginner.Theirs)]
    public async Task Other_content_goes_without_data_sync_too(Beginner beginner)
    {
        await using var pair = await PeerPair.StartAsync(installation, beginner);
        var sent = await pair.First.OkAsync(
            "send",
            new
            {
                to = pair.Second.Identity,
                type = 2,
                payload = "0102",
                mvds = false,
                kind = "personal",
                now = Now,
            }
        );
        var read = await pair.Second.OkAsync("receive", new { waku = sent.Only("messages").Text("wire") });

        read.Text("topic_kind").ShouldBe("personal");
        read.GetProperty("mvds").GetBoolean().ShouldBeFalse();
        var message = read.Only("messages");
        message.GetProperty("type").GetInt32().ShouldBe(2);
        message.Text("payload").ShouldBe("0102");
        message.Text("id").ShouldBe(sent.Text("app_id"));
    }

    [Fact]
    public async Task A_large_message_comes_in_segments_in_any_order()
    {
        await using var pair = await PeerPair.StartAsync(installation, Beginner.Ours);
        var payload = string.Concat(Enumerable.Range(0, 950_000).Select(i => $"{(byte)(i * 7):x2}"));
        var content = new
        {
            to = pair.Second.Identity,
            type = 2,
            payload,
            mvds = false,
            kind = "partitioned",
            now = Now,
        };
        var sent = await pair.First.OkAsync("send", content);
        List<JsonElement> segments = [.. sent.GetProperty("messages").EnumerateArray()];
        segments.Count.ShouldBe(2);

        segments.Reverse();
        foreach (var segment in segments[..^1])
            (await pair.Second.OkAsync("receive", new { waku = segment.Text("wire") }))
                .Text("kind")
                .ShouldBe("segment");
        var read = await pair.Second.OkAsync("receive", new { waku = segments[^1].Text("wire") });

        read.Text("kind").ShouldBe("dh");
        read.Only("messages").Text("id").ShouldBe(sent.Text("app_id"));
        read.Only("messages").Text("payload").ShouldBe(payload);
    }
}
