using System.Collections.Immutable;
using Google.Protobuf;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Protocol.Tests.Application;

/// <summary>Content that is not text.</summary>
public sealed class ContentMessageTests
{
    private static readonly ContentMessage Message = new(
        "application/json",
        "{}"u8.ToArray(),
        ImmutableDictionary<string, string>.Empty.Add("b", "2").Add("a", "1"),
        "0xab"
    );

    [Fact]
    public void A_content_comes_back()
    {
        ContentMessage.TryDecode(Message.Encode(), out var read, out var fault).ShouldBeTrue();
        fault.ShouldBe(ContentFault.None);
        read!.ContentType.ShouldBe("application/json");
        read.Body.ToArray().ShouldBe("{}"u8.ToArray());
        read.Headers.ShouldBe(Message.Headers, ignoreOrder: true);
        read.InReplyTo.ShouldBe("0xab");
    }

    [Fact]
    public void The_same_content_has_the_same_bytes()
    {
        var reordered = Message with
        {
            Headers = ImmutableDictionary<string, string>.Empty.Add("a", "1").Add("b", "2"),
        };
        reordered.Encode().ShouldBe(Message.Encode());
    }

    [Fact]
    public void What_does_not_say_what_it_is_is_refused() =>
        ShouldBeRefused((Message with { ContentType = "" }).Encode(), ContentFault.NoContentType);

    [Fact]
    public void Bytes_that_are_no_protobuf_are_refused() =>
        ShouldBeRefused("hello world"u8.ToArray(), ContentFault.Malformed);

    [Theory]
    [InlineData(ContentMessage.MaxHeaders, ContentFault.None)]
    [InlineData(ContentMessage.MaxHeaders + 1, ContentFault.TooManyHeaders)]
    public void Headers_are_bounded(int count, ContentFault expected)
    {
        var proto = new ContentProto { ContentType = "x/y" };
        for (var i = 0; i < count; i++)
            proto.Headers[$"header {i}"] = "value";
        ContentMessage.TryDecode(proto.ToByteArray(), out _, out var fault).ShouldBe(expected == ContentFault.None);
        fault.ShouldBe(expected);
    }

    private static void ShouldBeRefused(byte[] bytes, ContentFault expected)
    {
        ContentMessage.TryDecode(bytes, out var message, out var fault).ShouldBeFalse();
        message.ShouldBeNull();
        fault.ShouldBe(expected);
    }
}
