using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Protocol.Tests.Waku;

/// <summary>Content topics, shards and the topics of the Status network.</summary>
public sealed class TopicTests
{
    [Theory]
    [InlineData("/waku/1/0xcd423760/rfc26")]
    [InlineData("/0/waku/1/0xcd423760/rfc26")]
    [InlineData("/toy-chat/2/huilong/proto")]
    public void A_content_topic_comes_back_as_it_was(string text) => ContentTopic.Parse(text).ToString().ShouldBe(text);

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("waku/1/name/proto")]
    [InlineData("/waku/1/name")]
    [InlineData("/waku/1/name/proto/")]
    [InlineData("/waku//name/proto")]
    [InlineData("//1/name/proto")]
    [InlineData("/1/waku/1/name/proto")]
    [InlineData("/0/waku/1/name/proto/more")]
    public void What_is_no_content_topic_is_refused(string text)
    {
        ContentTopic.TryParse(text, out _).ShouldBeFalse();
        Should.Throw<FormatException>(() => ContentTopic.Parse(text));
    }

    [Fact]
    public void A_content_topic_is_bounded()
    {
        var name = new string('n', WakuLimits.MaxContentTopicLength - "/a/1//p".Length);
        ContentTopic.TryParse($"/a/1/{name}/p", out _).ShouldBeTrue();
        ContentTopic.TryParse($"/a/1/{name}n/p", out _).ShouldBeFalse();
    }

    [Theory] // reproduced with the interoperability suite of the Waku nodes
    [InlineData("/myapp/1/latest/proto", 0)]
    [InlineData("/waku/2/content/test.js", 1)]
    [InlineData("/app/22/sometopic/someencoding", 2)]
    [InlineData("/toychat/2/huilong/proto", 3)]
    [InlineData("/statusim/1/community/cbor", 4)]
    [InlineData("/app/27/sometopic/someencoding", 5)]
    [InlineData("/app/29/sometopic/someencoding", 6)]
    [InlineData("/app/20/sometopic/someencoding", 7)]
    public void A_content_topic_has_its_shard(string text, int shard)
    {
        var topic = ContentTopic.Parse(text);
        Autosharding.ShardOf(topic, 8).ShouldBe(shard);
        Autosharding.PubsubTopicOf(topic, 1, 8).ShouldBe($"/waku/2/rs/1/{shard}");
        Autosharding.ShardOf(topic with { HasGeneration = true, Name = "other" }, 8).ShouldBe(shard);
        Autosharding.ShardOf(topic, 1).ShouldBe(0);
    }

    [Fact]
    public void A_network_has_a_shard() =>
        Should.Throw<ArgumentOutOfRangeException>(() => Autosharding.ShardOf(ContentTopic.Parse("/a/1/b/c"), 0));

    [Fact]
    public void The_topics_of_an_identity_differ()
    {
        using var pair = KeyPair.FromPrivateKey(TestCurves.Native, Enumerable.Repeat((byte)7, 32).ToArray());
        string[] topics =
        [
            StatusTopics.ContactCode(pair.PublicKey).ToString(),
            StatusTopics.Partitioned(pair.PublicKey).ToString(),
            StatusTopics.Personal(pair.PublicKey).ToString(),
            StatusTopics.Negotiated(new byte[32]).ToString(),
        ];
        topics.Distinct().Count().ShouldBe(topics.Length);
        topics.ShouldAllBe(topic => topic.StartsWith("/waku/1/0x") && topic.EndsWith("/rfc26"));
        Should.Throw<ArgumentException>(() => StatusTopics.Negotiated(new byte[31]));
    }
}
