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
        ShouldBeRefused(new ContentProto { InReplyTo = "0xab" }.ToByteArray(), ContentFault.NoContentType);

    [Fact]
    public void Bytes_that_are_no_protobuf_are_refused() =>
        ShouldBeRefused("hello world"u8.ToArray(), ContentFault.Malformed);

    [Theory]
    [InlineData(ApplicationLimits.MaxHeaders, ContentFault.None)]
    [InlineData(ApplicationLimits.MaxHeaders + 1, ContentFault.TooManyHeaders)]
    public void Headers_are_bounded(int count, ContentFault expected)
    {
        var proto = new ContentProto { ContentType = "x/y" };
        for (var i = 0; i < count; i++)
            proto.Headers[$"header {i}"] = "value";
        ContentMessage.TryDecode(proto.ToByteArray(), out _, out var fault).ShouldBe(expected == ContentFault.None);
        fault.ShouldBe(expected);
    }

    [Fact]
    public void Every_text_is_bounded()
    {
        var type = new string('x', ApplicationLimits.MaxContentTypeLength);
        ShouldBeBounded(Message with { ContentType = type }, Message with { ContentType = type + "x" });
        ShouldBeRefused(new ContentProto { ContentType = type + "x" }.ToByteArray(), ContentFault.ContentTypeTooLong);

        var id = new string('0', ApplicationLimits.MessageIdTextLength);
        ShouldBeBounded(Message with { InReplyTo = id }, Message with { InReplyTo = id + "0" });
        var answer = new ContentProto { ContentType = "x/y", InReplyTo = id + "0" };
        ShouldBeRefused(answer.ToByteArray(), ContentFault.InReplyToTooLong);

        var header = new string('v', ApplicationLimits.MaxHeadersLength - 1);
        ShouldBeBounded(WithHeader("n", header), WithHeader("n", header + "v"));
        var proto = new ContentProto { ContentType = "x/y" };
        proto.Headers["n"] = header + "v";
        ShouldBeRefused(proto.ToByteArray(), ContentFault.HeadersTooLong);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_not_encoded()
    {
        Should.Throw<ArgumentException>(() => (Message with { ContentType = "a\uD83D" }).Encode());
        Should.Throw<ArgumentException>(() => (Message with { InReplyTo = "\uDE00" }).Encode());
        Should.Throw<ArgumentException>(() => WithHeader("\uD83D", "value").Encode());
        Should.Throw<ArgumentException>(() => WithHeader("name", "\uDE00\uD83D").Encode());
        WithHeader("name", "\uD83D\uDE00").Encode().ShouldNotBeEmpty();
    }

    [Fact]
    public void A_text_that_is_not_UTF8_is_refused() =>
        ShouldBeRefused([0x0A, 0x02, 0xC3, 0x28], ContentFault.Malformed);

    [Fact]
    public void No_cut_and_no_changed_byte_throws()
    {
        var bytes = Message.Encode();
        for (var i = 0; i < bytes.Length; i++)
        {
            ContentMessage.TryDecode(bytes.AsSpan(0, i), out _, out _);
            for (var bit = 1; bit < 256; bit <<= 1)
            {
                byte[] damaged = [.. bytes];
                damaged[i] ^= (byte)bit;
                var isRead = ContentMessage.TryDecode(damaged, out var read, out var fault);
                (fault == ContentFault.None).ShouldBe(isRead);
                (read is not null).ShouldBe(isRead);
            }
        }
    }

    private static ContentMessage WithHeader(string name, string value) =>
        Message with
        {
            Headers = ImmutableDictionary<string, string>.Empty.Add(name, value),
        };

    private static void ShouldBeBounded(ContentMessage atTheBound, ContentMessage past)
    {
        ContentMessage.TryDecode(atTheBound.Encode(), out _, out var fault).ShouldBeTrue(fault.ToString());
        Should.Throw<ArgumentException>(past.Encode);
    }

    private static void ShouldBeRefused(byte[] bytes, ContentFault expected)
    {
        ContentMessage.TryDecode(bytes, out var message, out var fault).ShouldBeFalse();
        message.ShouldBeNull();
        fault.ShouldBe(expected);
    }
}
