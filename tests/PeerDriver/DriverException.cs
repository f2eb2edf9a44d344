using System.Text.Json.Nodes;

namespace WakuGrains.PeerDriver;

/// <summary>A request that is answered by an error.</summary>
internal sealed class DriverException(string kind, string message) : Exception(message)
{
    /// <summary>One of <see cref="ErrorKind"/>.</summary>
    public string Kind { get; } = kind;

    /// <summary>What was learnt before the failure; nothing when that was not reached.</summary>
    public JsonObject? Events { get; init; }
}
