using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.PeerDriver.Json;

/// <summary>One request: named arguments in the forms that the protocol of the driver has. What is not of its form is a bad request.</summary>
internal sealed class Request(JsonElement arguments, ISecp256k1 curve)
{
    private const decimal NanosecondsPerMillisecond = 1_000_000;

    /// <summary>What the reply repeats.</summary>
    public JsonNode? Id => Find("id") is { } id ? JsonNode.Parse(id.GetRawText()) : null;

    /// <summary>Whether an argument is there and not null.</summary>
    public bool Has(string name) => Find(name) is not null;

    public string Text(string name) => OptionalText(name) ?? throw Missing(name);

    public string? OptionalText(string name) =>
        Find(name) switch
        {
            null => null,
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            _ => throw Bad($"{name}: not a text"),
        };

    public IReadOnlyList<string> Texts(string name) => [.. Items(name).Select(item => Text(item, name))];

    public bool Flag(string name, bool otherwise = false) =>
        Find(name)?.ValueKind switch
        {
            null => otherwise,
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Bad($"{name}: neither true nor false"),
        };

    /// <summary>A 64-bit number, as decimal text or as a number.</summary>
    public long Number(string name, long otherwise) =>
        Find(name) is not { } number ? otherwise
        : long.TryParse(Digits(number), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
        : throw Bad($"{name}: not a whole number");

    /// <summary>An unsigned 64-bit number, as decimal text or as a number.</summary>
    public ulong Count(string name) =>
        ulong.TryParse(
            Digits(Find(name) ?? throw Missing(name)),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var value
        )
            ? value
            : throw Bad($"{name}: not a count");

    public byte[] Hex(string name) => OptionalHex(name) ?? throw Missing(name);

    public byte[]? OptionalHex(string name) => OptionalText(name) is { } text ? FromHex(text, name) : null;

    public IReadOnlyList<byte[]> Hexes(string name) => [.. Texts(name).Select(text => FromHex(text, name))];

    public PublicKey Key(string name) => OptionalKey(name) ?? throw Missing(name);

    /// <summary>A compressed or uncompressed public key.</summary>
    public PublicKey? OptionalKey(string name) => OptionalHex(name) is { } bytes ? ParseKey(bytes, name) : null;

    public ImmutableArray<PublicKey> Keys(string name) => [.. Hexes(name).Select(bytes => ParseKey(bytes, name))];

    /// <summary>An object of arguments; empty when it is left out.</summary>
    public IEnumerable<JsonProperty> Properties(string name) =>
        Find(name) switch
        {
            null => [],
            { ValueKind: JsonValueKind.Object } properties => properties.EnumerateObject(),
            _ => throw Bad($"{name}: not an object"),
        };

    /// <summary>Unix time in nanoseconds: <c>now_ns</c>, else <c>now</c> in milliseconds, else the clock's.</summary>
    public long Nanoseconds(TimeProvider time)
    {
        var nanoseconds = Has("now_ns") ? Number("now_ns", otherwise: 0) : Milliseconds() * NanosecondsPerMillisecond;
        return nanoseconds switch
        {
            null => (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick,
            >= 0 and <= long.MaxValue => (long)nanoseconds,
            _ => throw Bad("now: out of range"),
        };
    }

    public static DriverException Bad(string message) => new(ErrorKind.BadRequest, message);

    public static byte[] FromHex(string text, string name)
    {
        try
        {
            return Convert.FromHexString(text);
        }
        catch (FormatException)
        {
            throw Bad($"{name}: not hex");
        }
    }

    // To the microsecond, as a number of JSON that a clock has made.
    private decimal? Milliseconds() =>
        Find("now") switch
        {
            null => null,
            { ValueKind: JsonValueKind.Number } now when now.TryGetDecimal(out var value) => decimal.Round(value, 3),
            _ => throw Bad("now: not a number"),
        };

    private static string Text(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.String ? item.GetString()! : throw Bad($"{name}: not a list of texts");

    private static string Digits(JsonElement number) =>
        number.ValueKind == JsonValueKind.String ? number.GetString()! : number.GetRawText();

    private PublicKey ParseKey(byte[] bytes, string name) =>
        PublicKey.TryParse(curve, bytes, out var key) ? key : throw Bad($"{name}: not a public key");

    private static DriverException Missing(string name) => Bad($"{name} is missing");

    private List<JsonElement> Items(string name) =>
        Find(name) switch
        {
            null => [],
            { ValueKind: JsonValueKind.Array } items => [.. items.EnumerateArray()],
            _ => throw Bad($"{name}: not a list"),
        };

    private JsonElement? Find(string name) =>
        arguments.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
