using System.Globalization;
using System.Text.Json.Nodes;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.PeerDriver.Json;

/// <summary>Values in the forms that replies have: bytes in hex, 64-bit numbers in decimal text, what is not there left out.</summary>
internal static class Replies
{
    public static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);

    public static string Hex(ReadOnlyMemory<byte> bytes) => Hex(bytes.Span);

    public static string Hex(PublicKey key) => Hex(key.Compressed);

    public static string Decimal(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Decimal(ulong number) => number.ToString(CultureInfo.InvariantCulture);

    public static JsonArray List(IEnumerable<JsonNode?> items) => new([.. items]);

    public static JsonArray Hexes(IEnumerable<ReadOnlyMemory<byte>> items) =>
        List(items.Select(item => (JsonNode?)JsonValue.Create(Hex(item))));

    public static JsonArray Texts(IEnumerable<string> items) =>
        List(items.Select(item => (JsonNode?)JsonValue.Create(item)));

    /// <summary>An object with the members of both.</summary>
    public static JsonObject And(this JsonObject one, JsonObject other)
    {
        foreach (var (name, value) in other.ToList())
        {
            other.Remove(name);
            one[name] = value;
        }

        return one;
    }

    /// <summary>An object without the members that are null.</summary>
    public static JsonObject WithoutNulls(this JsonObject reply)
    {
        foreach (var (name, _) in reply.Where(member => member.Value is null).ToList())
            reply.Remove(name);
        return reply;
    }
}
