using System.Collections.Immutable;
using WakuGrains.Messages;
using WakuGrains.Protocol.Application;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Requests;

/// <summary>What a caller may not send: each fault names its field and has a stable code; the bound itself is allowed.</summary>
public sealed class SendRequestTests(RequestFixture fixture) : IClassFixture<RequestFixture>
{
    private static readonly ImmutableDictionary<string, string> NoHeaders = ImmutableDictionary<string, string>.Empty;

    private static readonly Dictionary<string, (string Field, string Code, OutboundContent Content)> BadContents = new()
    {
        ["empty text"] = ("text", "text_blank", new OutboundContent.Text("")),
        ["blank text"] = ("text", "text_blank", new OutboundContent.Text(" \n\u00A0")),
        ["4097 code points"] = ("text", "text_too_long", new OutboundContent.Text(new string('x', 4097))),
        ["half a surrogate pair"] = ("text", "text_not_unicode", new OutboundContent.Text("a\uD83D")),
        ["reply to no id"] = ("inReplyTo", "in_reply_to_invalid", new OutboundContent.Text("a", "0x12")),
        ["reply to upper-case hex"] = (
            "inReplyTo",
            "in_reply_to_invalid",
            new OutboundContent.Text("a", "0x" + new string('A', 64))
        ),
        ["reply without 0x"] = ("inReplyTo", "in_reply_to_invalid", new OutboundContent.Text("a", new string('a', 66))),
        ["no content type"] = ("contentType", "content_type_invalid", Data(contentType: "")),
        ["content type of 129 characters"] = (
            "contentType",
            "content_type_invalid",
            Data(contentType: new string('x', 129))
        ),
        ["content type with half a pair"] = ("contentType", "content_type_invalid", Data(contentType: "a\uDC00")),
        ["body past the bound"] = ("body", "body_too_long", Data(body: MessagingLimits.MaxBodyLength + 1)),
        ["33 headers"] = ("headers", "headers_too_large", Data(headers: Headers(33))),
        ["headers of 4097 characters"] = (
            "headers",
            "headers_too_large",
            Data(headers: NoHeaders.Add("h", new string('x', 4096)))
        ),
        ["header value with half a pair"] = (
            "headers",
            "headers_not_unicode",
            Data(headers: NoHeaders.Add("h", "\uD83D"))
        ),
        ["header name with half a pair"] = (
            "headers",
            "headers_not_unicode",
            Data(headers: NoHeaders.Add("\uD83D", ""))
        ),
        ["data in reply to no id"] = (
            "inReplyTo",
            "in_reply_to_invalid",
            new OutboundContent.Data("a/b", default, NoHeaders, "nonsense")
        ),
    };

    private static readonly Dictionary<string, OutboundContent> GoodContents = new()
    {
        ["4096 code points beyond the basic plane"] = new OutboundContent.Text(
            string.Concat(Enumerable.Repeat("\U0001F600", 4096))
        ),
        ["a reply"] = new OutboundContent.Text("a", "0x" + new string('a', 64)),
        ["content type of 128 characters"] = Data(contentType: new string('x', 128)),
        ["body at the bound"] = Data(body: MessagingLimits.MaxBodyLength),
        ["no body"] = Data(body: 0),
        ["32 headers"] = Data(headers: Headers(32)),
        ["headers of 4096 characters"] = Data(headers: NoHeaders.Add("h", new string('x', 4095))),
    };

    public static TheoryData<string> Bad => [.. BadContents.Keys];

    public static TheoryData<string> Good => [.. GoodContents.Keys];

    [Theory]
    [MemberData(nameof(Bad))]
    public Task Refused_content(string name) =>
        fixture.RefusesAsync(Send(BadContents[name].Content), BadContents[name].Field, BadContents[name].Code);

    [Theory]
    [MemberData(nameof(Good))]
    public async Task Allowed_content(string name)
    {
        var receipt = await fixture.Silo.Mediator.Send(Send(GoodContents[name]));
        receipt.MessageId.Length.ShouldBe(32);
    }

    [Theory]
    [InlineData("")]
    [InlineData("bob")]
    [InlineData("zQ3shudJrBctPznsRLvbsCtvZFTdi3b34uzYDuqE9Wq9m9T1")]
    [InlineData("0x04")]
    [InlineData("02ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    public Task A_recipient_that_is_no_identity(string recipient) =>
        fixture.RefusesAsync(Send(new OutboundContent.Text("a"), recipient), "to", "recipient_invalid");

    [Fact]
    public Task A_bot_does_not_write_to_itself() =>
        fixture.RefusesAsync(
            Send(new OutboundContent.Text("a"), IdentityText.Compressed(fixture.Bot.PublicKey)),
            "to",
            "recipient_is_sender"
        );

    [Fact]
    public async Task An_idempotency_key_has_1_to_200_characters()
    {
        await fixture.RefusesAsync(
            Send(new OutboundContent.Text("a"), key: ""),
            "idempotencyKey",
            "idempotency_key_invalid"
        );
        await fixture.RefusesAsync(
            Send(new OutboundContent.Text("a"), key: new string('k', 201)),
            "idempotencyKey",
            "idempotency_key_invalid"
        );
        (
            await fixture.Silo.Mediator.Send(Send(new OutboundContent.Text("a"), key: new string('k', 200)))
        ).IsReplay.ShouldBeFalse();
    }

    [Fact]
    public async Task The_same_key_and_content_answers_the_same_and_sends_nothing_also_after_a_restart()
    {
        var first = await fixture.Silo.Mediator.Send(Send(new OutboundContent.Text("once"), key: "k1"));
        fixture.Silo.Restart();
        var before = fixture.Silo.Store.Contents;

        var again = await fixture.Silo.Mediator.Send(Send(new OutboundContent.Text("once"), key: "k1"));

        again.IsReplay.ShouldBeTrue();
        again.MessageId.ToArray().ShouldBe(first.MessageId.ToArray());
        again.AcceptedAt.ShouldBe(first.AcceptedAt);
        fixture.Silo.Store.Contents.ShouldBeSameAs(before);
    }

    [Fact]
    public async Task The_same_key_with_other_content_is_a_conflict_in_every_field()
    {
        var headers = NoHeaders.Add("a", "1").Add("b", "2");
        var content = new OutboundContent.Data("a/b", new byte[] { 1 }, headers);
        await fixture.Silo.Mediator.Send(Send(content, key: "k2"));
        OutboundContent[] others =
        [
            content with
            {
                ContentType = "a/c",
            },
            content with
            {
                Body = new byte[] { 2 },
            },
            content with
            {
                Headers = headers.Remove("b"),
            },
            content with
            {
                Headers = headers.SetItem("b", "3"),
            },
            content with
            {
                Headers = NoHeaders.Add("a", "1b").Add("", "2"),
            },
            content with
            {
                InReplyTo = "0x" + new string('a', 64),
            },
            new OutboundContent.Text("a/b"),
        ];
        foreach (var other in others)
            await Should.ThrowAsync<IdempotencyConflictException>(() =>
                fixture.Silo.Mediator.Send(Send(other, key: "k2"))
            );
        var reordered = NoHeaders.Add("b", "2").Add("a", "1");
        (
            await fixture.Silo.Mediator.Send(Send(content with { Headers = reordered }, key: "k2"))
        ).IsReplay.ShouldBeTrue();
    }

    [Fact]
    public async Task One_key_for_two_recipients_is_two_messages()
    {
        var other = new TestWorld(5).NewKeyPair().PublicKey.ToString();
        await fixture.Silo.Mediator.Send(Send(new OutboundContent.Text("a"), key: "k3"));
        (await fixture.Silo.Mediator.Send(Send(new OutboundContent.Text("b"), other, "k3"))).IsReplay.ShouldBeFalse();
    }

    private SendMessage Send(OutboundContent content, string? recipient = null, string? key = null) =>
        new(fixture.Bot.Key, recipient ?? fixture.Peer, content, key);

    private static OutboundContent.Data Data(
        string contentType = "a/b",
        int body = 1,
        ImmutableDictionary<string, string>? headers = null
    ) => new(contentType, new byte[body], headers ?? NoHeaders);

    private static ImmutableDictionary<string, string> Headers(int count) =>
        Enumerable.Range(0, count).ToImmutableDictionary(i => $"{i}", _ => "");
}
