using System.Collections.Immutable;
using WakuGrains.Benchmarks.Pipeline;

namespace WakuGrains.Benchmarks.Cluster;

/// <summary>Calls of one kind of grain for one message.</summary>
/// <param name="Side">Whose grain it is: sender, recipient, both where every bot is both, or nobody.</param>
/// <param name="Grain">The type of the grain.</param>
/// <param name="Reads">Rows read.</param>
/// <param name="Writes">Rows written.</param>
/// <param name="Deletes">Rows deleted.</param>
/// <param name="WrittenBytes">Bytes of the rows written, before encryption.</param>
internal sealed record GrainFigures(
    string Side,
    string Grain,
    double Reads,
    double Writes,
    double Deletes,
    double WrittenBytes
);

/// <summary>What a message asks of the storage in conversations of one pattern.</summary>
/// <param name="Pattern">How the bots converse.</param>
/// <param name="Messages">Messages that were counted.</param>
/// <param name="SenderCalls">Storage calls of the sender's side for one message; null where every bot is both.</param>
/// <param name="RecipientCalls">Those of the recipient's side.</param>
/// <param name="BothCalls">Those of both sides together.</param>
/// <param name="ReminderCalls">Reminders looked up, registered or ended for one message.</param>
/// <param name="ReachForCallsPerSide">What is to be reached.</param>
/// <param name="Reached">Whether it is, on each side.</param>
/// <param name="Grains">Who calls.</param>
internal sealed record StorageFigures(
    string Pattern,
    long Messages,
    double? SenderCalls,
    double? RecipientCalls,
    double BothCalls,
    double ReminderCalls,
    double ReachForCallsPerSide,
    bool Reached,
    ImmutableArray<GrainFigures> Grains
)
{
    /// <summary>Storage calls that a message may need on one side.</summary>
    public const double ReachFor = 2;

    private const string Sender = "sender";
    private const string Recipient = "recipient";

    /// <summary>Of messages from the left bots to the right ones.</summary>
    public static StorageFigures OfSides(string pattern, long messages, StorageReading reading)
    {
        var sent = (double)reading.Of(user => SideOf(user) == Sender).Count / messages;
        var received = (double)reading.Of(user => SideOf(user) == Recipient).Count / messages;
        return Of(pattern, messages, reading, SideOf) with
        {
            SenderCalls = Math.Round(sent, 2),
            RecipientCalls = Math.Round(received, 2),
            Reached = Math.Max(sent, received) <= ReachFor,
        };
    }

    /// <summary>Of messages to and fro.</summary>
    public static StorageFigures OfBoth(string pattern, long messages, StorageReading reading) =>
        Of(pattern, messages, reading, user => SideOf(user) == "nobody" ? "nobody" : "both");

    private static StorageFigures Of(
        string pattern,
        long messages,
        StorageReading reading,
        Func<StorageUser, string> sideOf
    )
    {
        var both = (double)reading.Of(_ => true).Count / messages;
        return new(
            pattern,
            messages,
            null,
            null,
            Math.Round(both, 2),
            Math.Round((double)reading.Reminders / messages, 2),
            ReachFor,
            both / 2 <= ReachFor,
            [
                .. reading
                    .Calls.GroupBy(each => (Side: sideOf(each.Key), each.Key.Grain))
                    .Select(group => ToFigures(group.Key.Side, group.Key.Grain, Sum(group), messages))
                    .Where(figures => figures.Reads + figures.Writes + figures.Deletes > 0)
                    .OrderBy(figures => figures.Side, StringComparer.Ordinal)
                    .ThenBy(figures => figures.Grain, StringComparer.Ordinal),
            ]
        );
    }

    private static StorageCalls Sum(IEnumerable<KeyValuePair<StorageUser, StorageCalls>> calls) =>
        calls.Aggregate(default(StorageCalls), (sum, each) => sum + each.Value);

    private static GrainFigures ToFigures(string side, string grain, StorageCalls calls, long messages) =>
        new(
            side,
            grain,
            Math.Round((double)calls.Reads / messages, 2),
            Math.Round((double)calls.Writes / messages, 2),
            Math.Round((double)calls.Deletes / messages, 2),
            Math.Round((double)calls.Bytes / messages)
        );

    private static string SideOf(StorageUser user) =>
        user.Owner.StartsWith($"default/{Pairs.Left}-", StringComparison.Ordinal) ? Sender
        : user.Owner.StartsWith($"default/{Pairs.Right}-", StringComparison.Ordinal) ? Recipient
        : "nobody";
}
