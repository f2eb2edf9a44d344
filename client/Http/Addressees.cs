using System.Text.Json;
using System.Text.Json.Serialization;

namespace WakuGrains.Client.Http;

/// <summary>To whom a message goes: written as a string, or as an array where they are several.</summary>
[JsonConverter(typeof(AddresseesConverter))]
internal sealed record Addressees(IReadOnlyList<string> Peers, bool AreSeveral);

/// <summary>Writes a string or an array of strings.</summary>
internal sealed class AddresseesConverter : JsonConverter<Addressees>
{
    public override Addressees Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("The client only writes them.");

    public override void Write(Utf8JsonWriter writer, Addressees value, JsonSerializerOptions options)
    {
        if (!value.AreSeveral)
        {
            writer.WriteStringValue(value.Peers[0]);
            return;
        }

        writer.WriteStartArray();
        foreach (var peer in value.Peers)
            writer.WriteStringValue(peer);
        writer.WriteEndArray();
    }
}
