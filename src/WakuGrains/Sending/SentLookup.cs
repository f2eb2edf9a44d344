using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Sending;

/// <summary>Puts together how far a message got from how far its envelopes did.</summary>
internal static class SentLookup
{
    /// <summary>How far a message got, or null when nothing is known (any more).</summary>
    public static SentMessage? Find(
        SentLogState state,
        ReadOnlyMemory<byte> messageId,
        DateTimeOffset now,
        ISecp256k1 curve
    )
    {
        var lanes = Envelopes(state, messageId)
            .Where(envelope => envelope.Lane is not null && envelope.AcceptedMs >= SentLog.KeptSince(now))
            .GroupBy(envelope => $"{state.Key}/{envelope.Lane}", StringComparer.Ordinal)
            .OrderBy(lane => lane.Key, StringComparer.Ordinal)
            .ToList();
        return lanes.Count == 0
            ? null
            : new(
                messageId,
                DateTimeOffset.FromUnixTimeMilliseconds(lanes.Min(lane => lane.Min(each => each.AcceptedMs))),
                [.. lanes.Where(lane => IsSession(state, lane.Key)).Select(lane => ToRecipient(lane, curve))],
                lanes.Min(StatusOf)
            );
    }

    /// <summary>What is known of one envelope, or null.</summary>
    /// <exception cref="ArgumentException">The lane is not of this installation.</exception>
    public static SentEnvelope? FindEnvelope(
        SentLogState state,
        string lane,
        ReadOnlyMemory<byte> messageId,
        ReadOnlyMemory<byte> envelopeHash
    )
    {
        var id = SentLog.InLane(SentLog.InInstallation(state.Key, lane), envelopeHash);
        return Envelopes(state, messageId).FirstOrDefault(each => each.Id == id);
    }

    private static ImmutableArray<SentEnvelope> Envelopes(SentLogState state, ReadOnlyMemory<byte> messageId) =>
        state.Index.Messages.TryGetValue(SentLog.MessageOf(messageId), out var envelopes) ? envelopes : [];

    private static bool IsSession(SentLogState state, string lane) =>
        !lane.StartsWith(GroupAddress.PrefixOf(state.Key), StringComparison.Ordinal);

    private static RecipientStatus ToRecipient(IGrouping<string, SentEnvelope> lane, ISecp256k1 curve) =>
        new(SessionKey.Parse(curve, lane.Key).Peer, StatusOf(lane));

    // One device of the peer that has it is enough; the node has to have taken all envelopes.
    private static SentStatus StatusOf(IEnumerable<SentEnvelope> lane) =>
        lane.Max(each => each.Status) == SentStatus.Delivered ? SentStatus.Delivered : lane.Min(each => each.Status);
}
