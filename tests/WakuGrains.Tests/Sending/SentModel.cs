using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Tests.Sending;

/// <summary>What a log of sent messages has to come to, as facts about envelopes.</summary>
internal sealed class SentModel
{
    private readonly Dictionary<(string Message, int Lane, int Envelope), DateTimeOffset> accepted = [];
    private readonly Dictionary<(string Message, int Lane, int Envelope), DateTimeOffset> published = [];
    private readonly HashSet<(string Message, int Lane, int Envelope)> delivered = [];

    /// <summary>An envelope is accepted; when, for the one who says so again.</summary>
    public DateTimeOffset Accept(string message, int lane, int envelope, DateTimeOffset now)
    {
        accepted.TryAdd((message, lane, envelope), now);
        return accepted[(message, lane, envelope)];
    }

    /// <summary>An envelope is published.</summary>
    public void Publish(string message, int lane, int envelope, DateTimeOffset now) =>
        published.TryAdd((message, lane, envelope), now);

    /// <summary>What was accepted of a message in a lane is delivered.</summary>
    public void Deliver(string message, int lane) =>
        delivered.UnionWith(accepted.Keys.Where(each => (each.Message, each.Lane) == (message, lane)));

    /// <summary>Forgets what is too old.</summary>
    public void Forget(DateTimeOffset now)
    {
        var before = now - MessagingLimits.IdempotencyRetention;
        foreach (var (envelope, _) in accepted.Where(each => each.Value < before).ToList())
        {
            accepted.Remove(envelope);
            published.Remove(envelope);
            delivered.Remove(envelope);
        }

        foreach (var (envelope, at) in published.ToList())
            if (at < before && !accepted.ContainsKey(envelope))
                published.Remove(envelope);
    }

    /// <summary>How far a message got to each peer, and at all.</summary>
    public (IReadOnlyList<(PublicKey Peer, SentStatus Status)> Recipients, SentStatus Status, DateTimeOffset At)? Find(
        string message
    )
    {
        var lanes = accepted
            .Where(each => each.Key.Message == message)
            .GroupBy(each => each.Key.Lane)
            .OrderBy(lane => lane.Key)
            .Select(lane =>
                (Lane: lane.Key, Status: StatusOf(lane.Select(each => each.Key)), At: lane.Min(each => each.Value))
            )
            .ToList();
        if (lanes.Count == 0)
            return null;
        var peers = lanes.Where(lane => lane.Lane < SentFixture.Peers.Length);
        return (
            [.. peers.Select(lane => (SentFixture.Peers[lane.Lane], lane.Status))],
            lanes.Min(lane => lane.Status),
            lanes.Min(lane => lane.At)
        );
    }

    private SentStatus StatusOf(IEnumerable<(string Message, int Lane, int Envelope)> envelopes)
    {
        var all = envelopes.ToList();
        if (all.Exists(delivered.Contains))
            return SentStatus.Delivered;
        return all.TrueForAll(published.ContainsKey) ? SentStatus.Published : SentStatus.Accepted;
    }
}
