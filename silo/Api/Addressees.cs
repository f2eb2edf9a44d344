using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace WakuGrains.Silo.Api;

/// <summary>To whom a message goes, as the caller wrote it: one identity as a string, or an array of them.</summary>
/// <param name="Peers">The identities in any text form.</param>
/// <param name="AreSeveral">Whether they came as an array.</param>
[JsonConverter(typeof(AddresseesConverter))]
internal sealed record Addressees(ImmutableArray<string> Peers, bool AreSeveral);

/// <summary>Reads a string or an array of strings.</summary>
internal sealed class AddresseesConverter : JsonConverter<Addressees>
{
    public override Addressees Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            return new([ReadPeer(ref reader)], AreSeveral: false);
        var peers = ImmutableArray.CreateBuilder<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            peers.Add(ReadPeer(ref reader));
        return new(peers.ToImmutable(), AreSeveral: true);
    }

    public override void Write(Utf8JsonWriter writer, Addressees value, JsonSerializerOptions options) =>
        throw new NotSupportedException("The API only reads them.");

    private static string ReadPeer(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException();
}
