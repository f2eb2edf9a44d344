using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Groups;

/// <summary>One key of a group.</summary>
/// <param name="Ratchet">The key and how far its chain was used.</param>
/// <param name="MaySend">
/// Whether it came from the group's owner or is our own. Anybody can make up a key and give it to us, so those of others only
/// receive: what we send stays unreadable for them.
/// </param>
public sealed record GroupChain(HashRatchetState Ratchet, bool MaySend)
{
    /// <summary>The key's name and position; never the key.</summary>
    public override string ToString() => $"GroupChain({Ratchet}, {(MaySend ? "sends" : "receives only")})";
}
