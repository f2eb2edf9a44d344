using System.Text.Json;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Vectors.GoScenarios.Recording;

/// <summary>One event of a scenario, as recorded.</summary>
internal sealed class RecordedEvent(ISecp256k1 curve, JsonElement json)
{
    private const string AdvanceClock = "advance_clock";

    public JsonElement Json => json;

    public long Number => json.Number("i");

    public string Operation => json.Text("op");

    /// <summary>What kind of message is sent.</summary>
    public string Kind => json.Text("kind");

    /// <summary>The participant's name.</summary>
    public string By => json.Text("by");

    /// <summary>Whether it is something that a participant does.</summary>
    public bool HasActor => Operation != AdvanceClock;

    /// <summary>The participant's clock: nanoseconds since the Unix epoch.</summary>
    public long NowNanoseconds => json.Number("now_ns");

    /// <summary>Whether it was carried out; an event that cannot fail does not say so.</summary>
    public bool HasSucceeded => !json.Has("ok") || json.Flag("ok");

    public string ErrorKind => json.Text("error_kind");

    public byte[] Plaintext => json.Hex("plaintext");

    /// <summary>The number of the message, where it is one that was sent.</summary>
    public long? Message => json.Has("msg") ? json.Number("msg") : null;

    public PublicKey Key(string name) => PublicKey.Parse(curve, json.Hex(name));

    public IEnumerable<PublicKey> Keys(string name) =>
        Texts(name).Select(text => PublicKey.Parse(curve, Convert.FromHexString(text)));

    public bool Has(string name) => json.Has(name);

    /// <summary>The texts of an array; none when it is null or absent.</summary>
    public IEnumerable<string> Texts(string name) => json.Items(name).Select(item => item.GetString() ?? "");

    /// <summary>The rows of a table that the event wrote.</summary>
    public IEnumerable<JsonElement> Changed(string table) =>
        json.Has("changed") ? json.GetProperty("changed").Items(table) : [];

    /// <summary>The values to inject: a new source each time, for an event may be tried more than once.</summary>
    public RecordedDraws Draws() => new(json.Items("draws"));

    public override string ToString() => HasActor ? $"#{Number} {Operation} by {By}" : $"#{Number} {Operation}";
}
