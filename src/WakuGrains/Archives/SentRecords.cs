using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using WakuGrains.Engine;
using WakuGrains.Ports;
using WakuGrains.Protocol.Waku;
using WakuGrains.Sending;

namespace WakuGrains.Archives;

/// <summary>
/// What a log of sent messages knows, as an archive has it. A log knows messages by hashes only: of those whose envelopes have gone
/// it cannot say the ids, so that their statuses do not go along.
/// </summary>
internal static class SentRecords
{
    /// <summary>What is known of an envelope that waits to be published.</summary>
    /// <param name="log">The log of its installation.</param>
    /// <param name="lane">The key of the session or group that sent it.</param>
    /// <param name="publish">The envelope.</param>
    /// <param name="acceptedAt">When it was stored.</param>
    public static EnvelopeStatus Of(SentLogState log, string lane, Effect.Publish publish, DateTimeOffset acceptedAt) =>
        new(
            publish.MessageId,
            publish.AcknowledgementId,
            acceptedAt,
            SentLookup.FindEnvelope(log, lane, publish.MessageId, publish.Envelope.Hash.ToArray())?.Status
                ?? SentStatus.Accepted
        );

    /// <summary>What tells a log of an envelope as much as an archive knows; nothing when there is no message in it.</summary>
    /// <param name="lane">The key of the session or group that sent it.</param>
    /// <param name="number">Tells it from the others of its lane.</param>
    /// <param name="status">What is known of it.</param>
    /// <param name="envelope">The envelope; null when it has gone, and its hash with it.</param>
    public static IEnumerable<SentUpdate> ToUpdates(string lane, int number, EnvelopeStatus status, Envelope? envelope)
    {
        if (status.MessageId.IsEmpty)
            yield break;
        var substitute = SHA256.HashData(Encoding.UTF8.GetBytes($"imported {number}"));
        var hash = envelope?.Hash.ToArray() ?? substitute;
        var isDelivered = status.Status == SentStatus.Delivered;
        // An acknowledgement that has come does not come again.
        var acknowledgement = isDelivered ? substitute : status.AcknowledgementId;
        yield return new SentUpdate.Accepted(lane, status.MessageId, acknowledgement, hash, status.AcceptedAt);
        if (status.Status >= SentStatus.Published)
            yield return new SentUpdate.Published(lane, status.MessageId, hash);
        if (isDelivered)
            yield return new SentUpdate.Delivered(lane, acknowledgement);
    }
}
