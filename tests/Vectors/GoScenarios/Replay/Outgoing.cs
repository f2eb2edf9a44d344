using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Wire;
using WakuGrains.Vectors.GoScenarios.Recording;

namespace WakuGrains.Vectors.GoScenarios.Replay;

/// <summary>A message that a participant has made, and what it would have stored with it.</summary>
/// <param name="State">Everything after it.</param>
/// <param name="Message">The message.</param>
/// <param name="IsAgreed">Whether it may go to the negotiated topic.</param>
/// <param name="Draws">What was drawn for it.</param>
internal sealed record Outgoing(ParticipantState State, ProtocolMessage Message, bool IsAgreed, RecordedDraws Draws)
{
    /// <summary>Whether it is the recorded one, but for the order of its entries.</summary>
    public bool Is(byte[] wire) =>
        Draws.AreUsedExactly
        && ProtocolMessageProto.Parser.ParseFrom(Message.Encode()).Equals(ProtocolMessageProto.Parser.ParseFrom(wire));
}
