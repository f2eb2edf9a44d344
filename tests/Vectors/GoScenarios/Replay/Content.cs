using WakuGrains.Protocol.Wire;
using WakuGrains.Sessions;

namespace WakuGrains.Vectors.GoScenarios.Replay;

/// <summary>What a message to one identity says.</summary>
/// <param name="Plaintext">What is encrypted.</param>
/// <param name="GroupKeys">The header that gives keys of a group, beside every entry; nothing in all other messages.</param>
internal sealed record Content(byte[] Plaintext, HashRatchetHeaderMessage? GroupKeys = null)
{
    public OutboundMessage Encrypt(MessageComposer composer, SessionState session) =>
        composer.Encrypt(session, Plaintext, GroupKeys);

    /// <summary>The lengths; not what it says.</summary>
    public override string ToString() => $"Content({Plaintext.Length} bytes)";
}
