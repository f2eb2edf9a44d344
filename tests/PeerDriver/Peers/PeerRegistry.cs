using WakuGrains.PeerDriver.Json;

namespace WakuGrains.PeerDriver.Peers;

/// <summary>The peers of the process by name.</summary>
internal sealed class PeerRegistry
{
    private readonly Dictionary<string, DriverPeer> peers = new(StringComparer.Ordinal);

    public void Put(string name, DriverPeer peer) => peers[name] = peer;

    public void Remove(string name) => peers.Remove(name);

    public void Clear() => peers.Clear();

    /// <summary>The peer that a request is for.</summary>
    public DriverPeer Of(Request request)
    {
        var name = request.OptionalText("name");
        return name is not null && peers.TryGetValue(name, out var peer) ? peer : throw Unknown(name);
    }

    private static DriverException Unknown(string? name) => new(ErrorKind.UnknownPeer, $"no peer named {name}");
}
