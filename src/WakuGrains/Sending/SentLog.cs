using System.Collections.Immutable;
using System.Text;
using WakuGrains.Engine;

namespace WakuGrains.Sending;

/// <summary>
/// What a log of sent messages does: it takes what is new of each update, and forgets what is old. Pure; knows nothing of how
/// envelopes are published.
/// </summary>
public static class SentLog
{
    /// <summary>Records updates; whether one of them said something new.</summary>
    /// <exception cref="ArgumentException">A lane is not of this installation.</exception>
    public static Step<SentLogState, bool> Record(SentLogState state, ImmutableArray<SentUpdate> updates, in Turn turn)
    {
        ArgumentNullException.ThrowIfNull(state);
        var recorder = new SentRecorder(state, turn.Now);
        foreach (var update in updates)
            recorder.Record(update);
        return recorder.HasRecorded ? Step.To(recorder.ToState(), true) : Step.Unchanged(state, false);
    }

    /// <summary>The hash of a message id.</summary>
    internal static ShortHash MessageOf(ReadOnlyMemory<byte> messageId) => ShortHash.Of([], messageId.Span);

    /// <summary>The hash of an id in a lane: what another lane says of the same id does not count.</summary>
    internal static ShortHash InLane(string lane, ReadOnlyMemory<byte> id) =>
        ShortHash.Of(Encoding.UTF8.GetBytes(lane + '\0'), id.Span);

    /// <summary>What the key of a lane has after its installation's.</summary>
    /// <exception cref="ArgumentException">The lane is not of this installation.</exception>
    internal static string InInstallation(InstallationKey key, string lane)
    {
        var prefix = $"{key}/";
        return lane.StartsWith(prefix, StringComparison.Ordinal)
            ? lane[prefix.Length..]
            : throw new ArgumentException("The lane is not of this installation.", nameof(lane));
    }

    /// <summary>What was accepted before is forgotten, in milliseconds since the Unix epoch.</summary>
    internal static long KeptSince(DateTimeOffset now) =>
        (now - MessagingLimits.IdempotencyRetention).ToUnixTimeMilliseconds();
}
