using System.Text.Json.Nodes;
using WakuGrains.Sessions;

namespace WakuGrains.PeerDriver.Peers;

/// <summary>A ProtocolMessage that was taken: what was inside and what was learnt on the way.</summary>
/// <param name="Kind">One of <see cref="DecryptionKind"/>.</param>
/// <param name="Opened">What the session or the group made of it, with the plaintext; what is public for a public message.</param>
/// <param name="Inbound">The message as they saw it.</param>
/// <param name="Events">The devices that are new, whose bundles came, and which group keys.</param>
internal sealed record Decryption(string Kind, OpenedMessage Opened, InboundMessage Inbound, JsonObject Events)
{
    /// <summary>Whether it went to a session and was decrypted there.</summary>
    public bool IsOfSession => Kind is DecryptionKind.Ratchet or DecryptionKind.Fallback or DecryptionKind.GroupKeys;
}

/// <summary>What a message was.</summary>
internal static class DecryptionKind
{
    public const string Ratchet = "ratchet";
    public const string Fallback = "dh";
    public const string Group = "group";
    public const string GroupKeys = "group_keys";
    public const string GroupRekey = "group_rekey";
    public const string Public = "public";
    public const string Echo = "echo";
}
