using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Messages;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Sessions;

namespace WakuGrains.Groups;

/// <summary>
/// The application's part of receiving for a group: what a plaintext holds for the mailbox, at once or when the key of a message
/// that waits has come. Pure.
/// </summary>
internal sealed class GroupDelivery(PublicKey own, Turn turn)
{
    /// <summary>A message that was decrypted. One that is good for nothing leaves the group as it was before.</summary>
    public Step<GroupState, ReceiveResult> Accept(
        GroupState before,
        GroupState after,
        OpenedMessage opened,
        InboundMessage message
    )
    {
        var content = Read(after, opened.Plaintext, message);
        var result = Result(content.Outcome, opened.Encryption);
        return content.Outcome is EnvelopeOutcome.Malformed or EnvelopeOutcome.Forged
            ? Step.Unchanged(before, result)
            : new(WithClock(after, content), result, Deliver(after, content));
    }

    /// <summary>A rekey. The key is sealed for us and worth having whatever was sent with it.</summary>
    public Step<GroupState, ReceiveResult> AcceptRekey(GroupState after, OpenedMessage opened, InboundMessage message)
    {
        var content = Read(after, opened.Plaintext, message);
        var (delivered, waited) = DeliverWaiting(WithClock(after, content));
        return new(delivered, Result(content.Outcome, opened.Encryption), [.. Deliver(after, content), .. waited]);
    }

    /// <summary>Delivers what waited for a key that is known now; what that key does not open is dropped.</summary>
    public (GroupState State, ImmutableArray<Effect> Effects) DeliverWaiting(GroupState state)
    {
        var effects = ImmutableArray.CreateBuilder<Effect>();
        foreach (var message in state.Waiting)
        {
            var (after, opened) = GroupOpener.Decrypt(state, message.ToHeader(), message.Ciphertext);
            if (opened.Failure == EnvelopeOutcome.GroupKeyMissing)
                continue;
            if (opened.Failure is null)
            {
                var accepted = Accept(state, after, opened, Inbound(message));
                state = accepted.State;
                effects.AddRange(accepted.Effects);
            }

            state = state with { Waiting = state.Waiting.Remove(message) };
        }

        return (state, effects.ToImmutable());
    }

    private static InboundMessage Inbound(WaitingMessage message) =>
        new(
            message.Sender,
            ProtocolMessage.ForEntries(message.InstallationId, bundle: null, []),
            [],
            message.EnvelopeHash,
            message.TimestampNanoseconds
        );

    private ReceivedContent Read(GroupState state, ReadOnlyMemory<byte> plaintext, InboundMessage message) =>
        ReceivedContent.Read(plaintext, message with { GroupId = state.Key.GroupIdBytes() }, own, turn);

    private static ImmutableArray<Effect> Deliver(GroupState state, ReceivedContent content) =>
        [.. content.Messages.Select(part => new Effect.Deliver(state.Key.Own, part))];

    private GroupState WithClock(GroupState state, ReceivedContent content)
    {
        // The Waku timestamp that the clock was checked against is the sender's own word.
        var latest = turn.NowMilliseconds + ApplicationLimits.MaxClockLeadMilliseconds;
        var clock = Math.Min(content.Clock, latest);
        return clock > state.ChatClock ? state with { ChatClock = clock } : state;
    }

    private static ReceiveResult Result(EnvelopeOutcome outcome, MessageEncryption encryption) =>
        new(outcome, encryption, OwesAcknowledgement: false);
}
