using System.Text.Json;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Vectors;

namespace WakuGrains.Protocol.Tests.Application;

/// <summary>
/// Transcripts of real Status messengers, where the machine has them beside the repository: every application message that
/// they sent, and their verdicts on texts, names and keys.
/// </summary>
public sealed class StatusTranscriptTests
{
    private const string ThreeWordNames = "name is not allowed";
    private const string NoProfileData = "unexpected EOF";

    private static readonly ISecp256k1 Curve = TestCurves.Native;

    // Where our answer is another by intent: content that is no text is told apart, a repeated request is a matter of contact
    // state, and names of three dictionary words are not known here.
    private static readonly string[] NotOurs =
    [
        "content_type 10 without payload",
        "content_type 11 without payload",
        "content_type 13 without payload",
        "content_type 14 without payload",
        "content_type 19 without payload",
        "content_type 20 without payload",
        "content_type 99",
        "sticker",
        "audio",
        "bridge",
        "discord with payload",
    ];

    [Fact]
    public void Every_message_has_the_recorded_author_and_ids()
    {
        using var transcripts = Open();
        var count = 0;
        foreach (var scenario in transcripts.RootElement.Items("scenarios"))
        {
            var people = scenario
                .Items("participants")
                .ToDictionary(person => person.Text("name"), person => person.Text("public_key"));
            foreach (var content in SentContents(scenario))
                count += CheckContent(content, people);
        }

        count.ShouldBeGreaterThan(500);
    }

    [Fact]
    public void Texts_are_read_or_refused_as_the_app_does()
    {
        using var transcripts = Open();
        var scenario = Scenario(transcripts, "I-invalid-messages");
        var wrapped = SentContents(scenario)
            .SelectMany(Applications)
            .GroupBy(app => app.Text("message_id"))
            .ToDictionary(group => group.Key, group => group.First().Hex("wrapped"));
        var verdicts = scenario.GetProperty("verdicts");
        foreach (var verdict in verdicts.Items("chat_message").Concat(verdicts.Items("display_name")))
        {
            var name = verdict.Text("name");
            if (NotOurs.Contains(name) || name.StartsWith("image") || verdict.Text("error") == ThreeWordNames)
                continue;
            var payload = Unwrap(wrapped[verdict.Text("message_id")]).Payload;
            var sent = verdict.Number("waku_timestamp_s") * 1_000_000_000;
            var isRead = ChatText.TryRead(payload.Span, sent, out _, out var fault);
            isRead.ShouldBe(verdict.Flag("accepted"), $"{name}: {fault}");
        }
    }

    [Fact]
    public void Keys_have_the_text_forms_of_the_app()
    {
        using var transcripts = Open();
        foreach (var key in Scenario(transcripts, "L-identity-texts").GetProperty("verdicts").Items("keys"))
        {
            IdentityText.TryParse(Curve, key.Text("chat_key"), out var identity).ShouldBeTrue();
            IdentityText.Hex(identity!).ShouldBe(key.Text("public_key"));
            identity!.ToString().ShouldBe(key.Text("compressed"));
            IdentityText.Compressed(identity).ShouldBe(key.Text("chat_key"));
            IdentityText.ProfileLink(identity).ShouldBe(key.Text("link"));
        }
    }

    // The link reader of the app also decompresses the profile data and refuses what is not Brotli; we do not look at it.
    [Fact]
    public void Links_are_read_or_refused_as_the_app_does()
    {
        using var transcripts = Open();
        var verdicts = Scenario(transcripts, "L-identity-texts").GetProperty("verdicts");
        var links = verdicts.Items("parse").Where(link => link.Text("input").StartsWith("https://")).ToList();
        links.Count.ShouldBeGreaterThan(20);
        foreach (var link in links)
        {
            if (link.Text("error") == NoProfileData)
                continue;
            var contact = link.Has("contact") ? link.GetProperty("contact").Text("public_key") : "";
            var isRead = IdentityText.TryParse(Curve, link.Text("input"), out var identity);
            (isRead ? IdentityText.Compressed(identity!) : "").ShouldBe(contact, link.Text("input"));
        }
    }

    // The app's decoder knows one more form, multibase hex, which nothing writes.
    [Fact]
    public void Chat_keys_are_read_or_refused_as_the_app_does()
    {
        using var transcripts = Open();
        var verdicts = Scenario(transcripts, "L-identity-texts").GetProperty("verdicts");
        verdicts.Items("decode_chat_key").Count().ShouldBeGreaterThan(20);
        foreach (var key in verdicts.Items("decode_chat_key"))
        {
            var input = key.Text("input");
            if (input.StartsWith("0x") || input.StartsWith("04") || input.StartsWith('f') || input.StartsWith('F'))
                continue;
            var isRead = IdentityText.TryParse(Curve, input, out var identity);
            (isRead ? IdentityText.Hex(identity!) : "").ShouldBe(key.Text("public_key"), input);
        }
    }

    private static IEnumerable<JsonElement> SentContents(JsonElement scenario) =>
        scenario
            .Items("events")
            .Where(item => item.Text("t") == "sent" && item.Has("content"))
            .Select(item => item.GetProperty("content"));

    private static IEnumerable<JsonElement> Applications(JsonElement content)
    {
        if (content.Has("app"))
            return [content.GetProperty("app")];
        return content.Has("mvds")
            ? content
                .GetProperty("mvds")
                .Items("messages")
                .Where(item => item.Has("app"))
                .Select(item => item.GetProperty("app"))
            : [];
    }

    private static int CheckContent(JsonElement content, Dictionary<string, string> people)
    {
        var count = 0;
        foreach (var app in Applications(content).Where(HasGoodSignature))
        {
            var message = Unwrap(app.Hex("wrapped"));
            ApplicationMetadata.ToText(message.MessageId.Span).ShouldBe(app.Text("message_id"));
            message.Type.ShouldBe((uint)app.Number("type"));
            if (people.TryGetValue(app.Text("author"), out var author))
                IdentityText.Hex(message.Author).ShouldBe(author);
            count++;
        }

        if (content.Has("mvds"))
            CheckPacket(content.GetProperty("mvds"));
        return count;
    }

    // Some of the recorded messages are damaged on purpose.
    private static bool HasGoodSignature(JsonElement app) => app.Hex("signature") is { Length: 65 } and [.., < 4];

    private static void CheckPacket(JsonElement packet)
    {
        foreach (var message in packet.Items("messages").Where(message => message.Has("app")))
        {
            var body = message.GetProperty("app").Hex("wrapped");
            var id = Mvds.MessageId(message.Hex("group_id"), message.Number("timestamp"), body);
            Convert.ToHexStringLower(id).ShouldBe(message.Text("mvds_id"));
        }
    }

    private static ApplicationMessage Unwrap(byte[] wrapped)
    {
        using var stranger = KeyPair.Generate(Curve, new FixedRandomSource(), RandomPurpose.Identity);
        ApplicationMetadata.TryUnwrap(Curve, wrapped, stranger.PublicKey, out var message, out _).ShouldBeTrue();
        return message!;
    }

    private static JsonElement Scenario(JsonDocument transcripts, string id) =>
        transcripts.RootElement.Items("scenarios").Single(scenario => scenario.Text("id") == id);

    private static JsonDocument Open()
    {
        var path = SharedFiles.Find("vectors", "go-messenger.json");
        Assert.SkipWhen(path is null, "go-messenger.json is not on this machine (../shared/vectors).");
        return JsonDocument.Parse(File.ReadAllBytes(path!));
    }
}
