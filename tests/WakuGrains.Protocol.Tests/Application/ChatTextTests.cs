using Google.Protobuf;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Protocol.Tests.Application;

/// <summary>Chat text: every rule of a deployed receiver, at its bound and one past it (facts app layer 2.4).</summary>
public sealed class ChatTextTests
{
    private const long SentNanoseconds = 1_700_000_000_999_999_999;
    private const ulong SentSecond = 1_700_000_000_000;

    private static readonly PublicKey Recipient = KeyPair
        .Generate(TestCurves.Native, new FixedRandomSource(), RandomPurpose.Identity)
        .PublicKey;

    private static readonly string Chat = ChatId.Of(Recipient);

    public static TheoryData<string> TextsThatAreRead =>
        new("hello", " untrimmed ", "\u200B", "a\0b", new string('x', 4096), Repeat("😀", 4096), "line\nbreak");

    public static TheoryData<string, ChatFault> TextsThatAreRefused =>
        new()
        {
            { "", ChatFault.Blank },
            { " \t\r\n", ChatFault.Blank },
            { "\u00A0\u2003", ChatFault.Blank },
            { new string('x', 4097), ChatFault.TooLong },
            { Repeat("😀", 4097), ChatFault.TooLong },
            { new string(' ', 4097) + "x", ChatFault.TooLong },
        };

    [Theory]
    [MemberData(nameof(TextsThatAreRead))]
    public void A_text_that_was_built_is_read(string text)
    {
        var bytes = ChatText.Build(SentSecond + 5, SentSecond, text, Chat, "0xab", "Weather-Bot_1");
        ChatText.TryRead(bytes, SentNanoseconds, out var chat, out _).ShouldBeTrue();
        chat.ShouldBe(
            new ChatText(SentSecond + 5, SentSecond, text, "0xab", IsContactRequest: false, "Weather-Bot_1", Chat)
        );
        ChatMessageProto.Parser.ParseFrom(bytes).ChatId.ShouldBe(IdentityText.Hex(Recipient));
    }

    [Theory]
    [MemberData(nameof(TextsThatAreRefused))]
    public void A_text_that_nobody_would_show_is_refused_and_not_built(string text, ChatFault fault)
    {
        ShouldBeRefused(proto => proto.Text = text, fault);
        Should.Throw<ArgumentException>(() => ChatText.Build(1, 1, text, Chat));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(SentSecond + 120_000, true)]
    [InlineData(SentSecond + 120_001, false)]
    [InlineData(ulong.MaxValue, false)]
    [InlineData(0, false)]
    public void A_clock_may_be_two_minutes_ahead_of_the_whole_second(ulong clock, bool isRead)
    {
        if (isRead)
            Read(proto => proto.Clock = clock).Clock.ShouldBe(clock);
        else
            ShouldBeRefused(proto => proto.Clock = clock, ChatFault.InvalidClock);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(long.MinValue)]
    public void A_message_without_a_Waku_timestamp_is_from_the_beginning_of_time(long timestamp) =>
        ChatText.TryRead(Proto().ToByteArray(), timestamp, out _, out var fault).ShouldBeFalse(fault.ToString());

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(4, false)]
    [InlineData(11, true)]
    public void Content_types_that_are_text_are_read(uint contentType, bool isContactRequest) =>
        Read(proto => proto.ContentType = contentType).IsContactRequest.ShouldBe(isContactRequest);

    [Theory]
    [InlineData(0, ChatFault.ForbiddenContentType)]
    [InlineData(5, ChatFault.ForbiddenContentType)]
    [InlineData(17, ChatFault.ForbiddenContentType)]
    [InlineData(2, ChatFault.NotText)]
    [InlineData(7, ChatFault.NotText)]
    [InlineData(99, ChatFault.NotText)]
    public void Other_content_types_are_told_apart(uint contentType, ChatFault fault) =>
        ShouldBeRefused(proto => proto.ContentType = contentType, fault);

    [Fact]
    public void What_is_missing_is_named()
    {
        ShouldBeRefused(proto => proto.Timestamp = 0, ChatFault.NoTimestamp);
        ShouldBeRefused(proto => proto.ChatId = "", ChatFault.NoChatId);
        ShouldBeRefused(proto => proto.MessageType = 0, ChatFault.NotOneToOne);
        ShouldBeRefused(proto => proto.MessageType = 2, ChatFault.NotOneToOne);
        ShouldBeRefused(proto => proto.DisplayName = "Bot", ChatFault.InvalidDisplayName);
    }

    [Fact]
    public void A_text_for_a_group_names_its_chat_and_is_read_there_alone()
    {
        var bytes = ChatText.BuildForGroup(SentSecond, SentSecond, "hello", "0x0011", "0xab");
        var proto = ChatMessageProto.Parser.ParseFrom(bytes);
        (proto.ChatId, proto.MessageType).ShouldBe(("0x0011", 5u));
        ChatText.TryRead(bytes, SentNanoseconds, out var chat, out _, inGroup: true).ShouldBeTrue();
        (chat.Text, chat.ResponseTo).ShouldBe(("hello", "0xab"));
        ChatText.TryRead(bytes, SentNanoseconds, out _, out var fault).ShouldBeFalse();
        fault.ShouldBe(ChatFault.NotOneToOne);
        Should.Throw<ArgumentException>(() => ChatText.BuildForGroup(1, 1, "hello", ""));
        Should.Throw<ArgumentException>(() => ChatText.BuildForGroup(1, 1, "hello", "\uD83D"));
        Should.Throw<ArgumentException>(() => ChatText.BuildForGroup(1, 1, " ", "0x0011"));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(5, true)]
    [InlineData(0, false)]
    [InlineData(4, false)]
    [InlineData(6, false)]
    public void In_a_group_the_message_types_of_chats_are_read(uint messageType, bool isRead)
    {
        var proto = Proto();
        proto.MessageType = messageType;
        ChatText.TryRead(proto.ToByteArray(), SentNanoseconds, out _, out var fault, inGroup: true).ShouldBe(isRead);
        fault.ShouldBe(isRead ? ChatFault.None : ChatFault.NotOfGroup);
    }

    [Fact]
    public void A_text_that_is_not_UTF8_is_refused()
    {
        byte[] bytes = [.. new ChatMessageProto { Clock = 1 }.ToByteArray(), 0x1A, 0x02, 0xC3, 0x28];
        ChatText.TryRead(bytes, SentNanoseconds, out _, out var fault).ShouldBeFalse();
        fault.ShouldBe(ChatFault.Malformed);
    }

    [Fact]
    public void Every_cut_is_refused_or_is_still_a_valid_message()
    {
        var bytes = Proto().ToByteArray();
        for (var length = 0; length < bytes.Length; length++)
            ChatText.TryRead(bytes.AsSpan(0, length), SentNanoseconds, out _, out _).ShouldBeFalse($"{length} bytes");
    }

    [Fact]
    public void Unknown_fields_are_read_over() =>
        ChatText.TryRead([.. Proto().ToByteArray(), 0xF8, 0x07, 0x01], SentNanoseconds, out _, out _).ShouldBeTrue();

    [Fact]
    public void What_the_caller_gets_wrong_is_not_built()
    {
        Should.Throw<ArgumentException>(() => ChatText.Build(0, 1, "hello", Chat));
        Should.Throw<ArgumentException>(() => ChatText.Build(1, 0, "hello", Chat));
        Should.Throw<ArgumentException>(() => ChatText.Build(1, 1, "hello", Chat, displayName: "Émile bot"));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_not_built()
    {
        Should.Throw<ArgumentException>(() => ChatText.Build(1, 1, "a\uD83D", Chat)).ParamName.ShouldBe("text");
        Should.Throw<ArgumentException>(() => ChatText.Build(1, 1, "\uDE00\uD83D", Chat));
        Should.Throw<ArgumentException>(() => ChatText.Build(1, 1, "hello", Chat, "\uDE00"));
    }

    [Fact]
    public void What_is_longer_than_a_message_id_answers_nothing()
    {
        var id = new string('0', ApplicationLimits.MessageIdTextLength);
        Read(proto => proto.ResponseTo = id).ResponseTo.ShouldBe(id);
        Read(proto => proto.ResponseTo = id + "0").ResponseTo.ShouldBeEmpty();
        Should.Throw<ArgumentException>(() => ChatText.Build(1, 1, "hello", Chat, id + "0"));
    }

    [Fact]
    public void No_changed_bit_throws()
    {
        var bytes = Proto().ToByteArray();
        for (var i = 0; i < 8 * bytes.Length; i++)
        {
            byte[] damaged = [.. bytes];
            damaged[i / 8] ^= (byte)(1 << (i % 8));
            var isRead = ChatText.TryRead(damaged, SentNanoseconds, out var chat, out var fault);
            (fault == ChatFault.None).ShouldBe(isRead);
            (chat is not null).ShouldBe(isRead);
        }
    }

    [Fact]
    public void The_chat_clock_is_now_or_one_more_than_the_last()
    {
        ChatClock.Next(0, 1000).ShouldBe(1000u);
        ChatClock.Next(999, 1000).ShouldBe(1000u);
        ChatClock.Next(1000, 1000).ShouldBe(1001u);
        ChatClock.Next(5000, 1000).ShouldBe(5001u);
    }

    private static ChatMessageProto Proto() =>
        new()
        {
            Clock = SentSecond,
            Timestamp = SentSecond,
            Text = "hello",
            ChatId = IdentityText.Hex(Recipient),
            MessageType = 1,
            ContentType = 1,
        };

    private static ChatText Read(Action<ChatMessageProto> change)
    {
        var proto = Proto();
        change(proto);
        ChatText.TryRead(proto.ToByteArray(), SentNanoseconds, out var chat, out var fault).ShouldBeTrue();
        fault.ShouldBe(ChatFault.None);
        return chat!;
    }

    private static void ShouldBeRefused(Action<ChatMessageProto> change, ChatFault expected)
    {
        var proto = Proto();
        change(proto);
        ChatText.TryRead(proto.ToByteArray(), SentNanoseconds, out var chat, out var fault).ShouldBeFalse();
        chat.ShouldBeNull();
        fault.ShouldBe(expected);
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
