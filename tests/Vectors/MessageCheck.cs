using WakuGrains.Protocol.Waku;

namespace WakuGrains.Vectors;

/// <summary>A WakuMessage against its recorded bytes, both ways.</summary>
internal static class MessageCheck
{
    public static void Check(WakuMessage message, string expectedHex, VectorCheck check)
    {
        check.Bytes("serialised", message.Encode(), expectedHex);
        if (!WakuMessage.TryDecode(Convert.FromHexString(expectedHex), out var read))
        {
            check.Fail("the recorded bytes were refused");
            return;
        }

        check.Bytes("payload", read.Payload.Span, Convert.ToHexStringLower(message.Payload.Span));
        check.Equal("content topic", read.ContentTopic, message.ContentTopic);
        check.Equal("version", read.Version, message.Version);
        check.Equal("timestamp", read.Timestamp, message.Timestamp);
        check.Equal("ephemeral", read.Ephemeral, message.Ephemeral);
        check.Equal("meta", Hex(read.Meta), Hex(message.Meta));
    }

    private static string? Hex(ReadOnlyMemory<byte>? bytes) =>
        bytes is { } present ? Convert.ToHexStringLower(present.Span) : null;
}
