using System.Text.Json.Nodes;
using WakuGrains.Sessions;

namespace WakuGrains.PeerDriver.Peers;

/// <summary>A ProtocolMessage that was taken: what was inside and what was learnt on the way.</summary>
/// <param name="Kind">ratchet, dh, public or echo.</param>
/// <param name="Opened">What the session made of it, with the plaintext; what is public for a public message.</param>
/// <param name="Inbound">The message as the session saw it.</param>
/// <param name="Events">The devices that are new and whose bundles came.</param>
internal sealed record Decryption(string Kind, OpenedMessage Opened, InboundMessage Inbound, JsonObject Events);
