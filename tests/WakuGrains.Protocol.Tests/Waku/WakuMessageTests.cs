using FsCheck.Fluent;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Protocol.Tests.Waku;

/// <summary>14/WAKU2-MESSAGE: presence of fields, limits, and bytes that are no message.</summary>
public sealed class WakuMessageTests
{
    private const string Topic = "/waku/1/0xcd423760/rfc26";

    [Fact]
    public void A_Status_message_has_an_empty_meta_and_an_explicit_flag() // facts 8.6; go-app waku_message
    {
        var message = WakuMessage.ForStatus(new byte[] { 1, 2, 3 }, Topic, 1_700_000_100_123_456_789);
        Convert
            .ToHexStringLower(message.Encode())
            .ShouldBe(
                "0a0301020312182f77616b752f312f307863643432333736302f7266633236" + "180150aad4e5dfb0c5ce972f5a00f80100"
            );
    }

    [Fact]
    public void Absent_fields_stay_absent()
    {
        var encoded = new WakuMessage { Payload = new byte[] { 9 }, ContentTopic = "/a/1/b/c" }.Encode();
        var read = Decode(encoded);
        read.Version.ShouldBeNull();
        read.Timestamp.ShouldBeNull();
        read.Meta.ShouldBeNull();
        read.RateLimitProof.ShouldBeNull();
        read.Ephemeral.ShouldBeNull();
        read.HasPayloadV1.ShouldBeFalse();
        read.Encode().ShouldBe(encoded);
    }

    [Fact]
    public void Every_field_comes_back() =>
        Properties.Hold(
            Prop.ForAll(
                Properties.Bytes,
                Properties.Exactly(8),
                (payload, seed) =>
                {
                    var message = new WakuMessage
                    {
                        Payload = payload,
                        ContentTopic = Topic,
                        Version = seed[0],
                        Timestamp = BitConverter.ToInt64(seed),
                        Meta = seed,
                        RateLimitProof = payload,
                        Ephemeral = seed[1] % 2 == 0,
                    };
                    var read = Decode(message.Encode());
                    read.Payload.ToArray().ShouldBe(payload);
                    read.ContentTopic.ShouldBe(Topic);
                    read.Version.ShouldBe(message.Version);
                    read.Timestamp.ShouldBe(message.Timestamp);
                    read.Meta!.Value.ToArray().ShouldBe(seed);
                    read.RateLimitProof!.Value.ToArray().ShouldBe(payload);
                    read.Ephemeral.ShouldBe(message.Ephemeral);
                    read.Encode().ShouldBe(message.Encode());
                }
            )
        );

    [Fact]
    public void A_cut_or_changed_message_never_throws()
    {
        var encoded = WakuMessage.ForStatus(new byte[40], Topic, 1_700_000_100_123_456_789).Encode();
        for (var length = 0; length < encoded.Length; length++)
            WakuMessage.TryDecode(encoded.AsSpan(0, length), out _);
        for (var bit = 0; bit < encoded.Length * 8; bit++)
        {
            encoded[bit / 8] ^= (byte)(1 << (bit % 8));
            WakuMessage.TryDecode(encoded, out _);
            encoded[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void Random_bytes_never_throw() =>
        Properties.Hold(
            Prop.ForAll(
                Properties.Bytes,
                bytes =>
                {
                    WakuMessage.TryDecode(bytes, out _);
                }
            )
        );

    [Fact]
    public void The_length_is_bounded()
    {
        var overhead = Sized(0).Encode().Length + 3; // a longer payload's length field takes three bytes more
        var longest = Sized(WakuLimits.MaxMessageLength - overhead - 1).Encode();
        longest.Length.ShouldBe(WakuLimits.MaxMessageLength);
        WakuMessage.TryDecode(longest, out _).ShouldBeTrue();
        WakuMessage.TryDecode([.. longest, .. new byte[] { 0x18, 1 }], out _).ShouldBeFalse();
        Should.Throw<InvalidOperationException>(() => Sized(WakuLimits.MaxMessageLength - overhead).Encode());
    }

    [Fact]
    public void The_meta_field_is_bounded()
    {
        byte[] atBound = [.. Sized(1).Encode(), 0x5a, WakuLimits.MaxMetaLength, .. new byte[WakuLimits.MaxMetaLength]];
        byte[] beyond =
        [
            .. Sized(1).Encode(),
            0x5a,
            WakuLimits.MaxMetaLength + 1,
            .. new byte[WakuLimits.MaxMetaLength + 1],
        ];
        Decode(atBound).Meta!.Value.Length.ShouldBe(WakuLimits.MaxMetaLength);
        WakuMessage.TryDecode(beyond, out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(WakuLimits.MaxContentTopicLength, true)]
    [InlineData(WakuLimits.MaxContentTopicLength + 1, false)]
    public void The_content_topic_is_bounded(int length, bool accepted)
    {
        var topic = new string('t', length);
        byte[] encoded = [0x12, (byte)(length & 0x7f | 0x80), (byte)(length >> 7), .. topic.Select(c => (byte)c)];
        WakuMessage.TryDecode(encoded, out _).ShouldBe(accepted);
    }

    [Fact]
    public void A_content_topic_that_is_not_utf8_is_refused() =>
        WakuMessage.TryDecode([0x0a, 1, 1, 0x12, 2, 0xc3, 0x28], out _).ShouldBeFalse();

    private static WakuMessage Sized(int payloadLength) =>
        new() { Payload = new byte[payloadLength], ContentTopic = Topic };

    private static WakuMessage Decode(byte[] encoded)
    {
        WakuMessage.TryDecode(encoded, out var message).ShouldBeTrue();
        return message.ShouldNotBeNull();
    }
}
