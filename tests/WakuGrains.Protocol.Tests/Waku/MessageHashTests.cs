using WakuGrains.Protocol.Waku;

namespace WakuGrains.Protocol.Tests.Waku;

/// <summary>The deterministic message hash; the recorded files cover its values.</summary>
public sealed class MessageHashTests
{
    private static readonly WakuMessage Message = new()
    {
        Payload = new byte[] { 1, 2, 3 },
        ContentTopic = "/waku/1/0xcd423760/rfc26",
        Timestamp = 1_700_000_100_123_456_789,
    };

    [Fact]
    public void A_hash_survives_as_bytes_and_as_text()
    {
        var hash = MessageHash.Compute("/waku/2/rs/16/32", Message);
        hash.ToString().ShouldBe("128b0ef566f4ca4ddfea594e53fdbc945bda2b43f0a03a78f85b2ee1c4e01d8d");
        MessageHash.FromBytes(hash.ToArray()).ShouldBe(hash);
        (MessageHash.FromBytes(hash.ToArray()) == hash).ShouldBeTrue();
        Convert.ToHexStringLower(hash.ToArray()).ShouldBe(hash.ToString());
        new Envelope("/waku/2/rs/16/32", Message).Hash.ShouldBe(hash);
    }

    [Fact]
    public void Another_topic_is_another_hash() =>
        (
            MessageHash.Compute("/waku/2/rs/16/32", Message) != MessageHash.Compute("/waku/2/rs/16/64", Message)
        ).ShouldBeTrue();

    [Fact]
    public void Absent_fields_hash_like_empty_ones()
    {
        var absent = new WakuMessage { ContentTopic = "/a/1/b/c" };
        var empty = new WakuMessage
        {
            ContentTopic = "/a/1/b/c",
            Timestamp = 0,
            Meta = ReadOnlyMemory<byte>.Empty,
        };
        MessageHash.Compute("t", absent).ShouldBe(MessageHash.Compute("t", empty));
    }

    [Fact]
    public void A_hash_has_32_bytes() => Should.Throw<ArgumentException>(() => MessageHash.FromBytes(new byte[31]));
}
