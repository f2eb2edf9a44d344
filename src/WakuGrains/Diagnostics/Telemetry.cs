using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace WakuGrains.Diagnostics;

/// <summary>The one meter and the one activity source, both named <see cref="Name"/>.</summary>
public static class Telemetry
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "WakuGrains";

    /// <summary>Counter: inbound envelopes by outcome code.</summary>
    public const string EnvelopesReceivedName = "wakugrains.envelopes.received";

    /// <summary>Counter: messages accepted for sending.</summary>
    public const string MessagesSentName = "wakugrains.messages.sent";

    /// <summary>Tag: the outcome's stable code.</summary>
    public const string OutcomeTag = "outcome";

    private static readonly Meter Meter = new(Name);

    internal static ActivitySource Source { get; } = new(Name);

    internal static Counter<long> EnvelopesReceived { get; } =
        Meter.CreateCounter<long>(EnvelopesReceivedName, "{envelope}", "Inbound envelopes by outcome.");

    internal static Counter<long> EnvelopesPublished { get; } =
        Meter.CreateCounter<long>("wakugrains.outbox.published", "{envelope}", "Envelopes that the node has taken.");

    internal static Counter<long> PublishingRefused { get; } =
        Meter.CreateCounter<long>("wakugrains.outbox.refused", "{attempt}", "Attempts that the node did not take.");

    internal static Counter<long> LettersCarried { get; } =
        Meter.CreateCounter<long>("wakugrains.letters.carried", "{letter}", "Letters that were carried.");

    internal static Counter<long> MessagesSent { get; } =
        Meter.CreateCounter<long>(MessagesSentName, "{message}", "Messages accepted for sending.");
}
