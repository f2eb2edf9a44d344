using WakuGrains.Client;

namespace WakuGrains.Silo.Cli;

/// <summary>Prints sessions: one line each, or one with everything that is known of it.</summary>
internal static class SessionReport
{
    /// <summary>One line for each session.</summary>
    public static void Print(IReadOnlyList<WakuSession> sessions) =>
        Tables.Print(
            ["peer", "trust", "devices", "ratchets", "held", "last used"],
            sessions.Select(session =>
                (string[])
                    [
                        session.Peer,
                        session.OwnIdentity ? "own devices" : TrustWords.Of(session.Trust),
                        Tables.Number(session.Devices.Count),
                        Tables.Number(session.Devices.Sum(device => device.Sessions.Count)),
                        Tables.Number(session.HeldMessages),
                        Tables.Time(LastUse(session)),
                    ]
            )
        );

    /// <summary>All of one session.</summary>
    public static void Print(WakuSession session)
    {
        Console.WriteLine($"peer      {session.Peer}");
        Console.WriteLine($"trust     {TrustWords.Of(session.Trust)}");
        Console.WriteLine($"waiting   {session.HeldMessages} held, {session.PendingAcknowledgements} to acknowledge");
        Console.WriteLine($"answered  {(session.AnsweredAt is { } at ? Tables.Time(at) : "never")}");
        PrintDevices(session.Devices);
        PrintRatchets(session.Devices);
        PrintFailures(session.RecentFailures ?? []);
    }

    private static DateTimeOffset? LastUse(WakuSession session) =>
        session.Devices.SelectMany(device => device.Sessions).Max(ratchet => (DateTimeOffset?)ratchet.UsedAt);

    private static void PrintDevices(IReadOnlyList<WakuDevice> devices) =>
        PrintPart(
            ["device", "written to", "topic", "last seen", "prekey"],
            devices.Select(device =>
                (string[])
                    [
                        device.InstallationId,
                        device.Active ? "yes"
                        : device.Enabled ? "no: others are more active"
                        : "no: disabled",
                        device.NegotiatedTopic ? "negotiated" : "partition",
                        Tables.Time(device.ActiveAt),
                        Tables.Number(device.PrekeyVersion),
                    ]
            )
        );

    private static void PrintRatchets(IReadOnlyList<WakuDevice> devices) =>
        PrintPart(
            ["ratchet with", "", "begun by", "answered", "sent", "received", "skipped", "last used", "prekey"],
            devices.SelectMany(device => device.Sessions.Select(ratchet => Ratchet(device, ratchet)))
        );

    private static string[] Ratchet(WakuDevice device, WakuRatchet ratchet) =>
        [
            device.InstallationId,
            ratchet.Sends ? "sends" : "receives",
            ratchet.Initiator ? "us" : "the peer",
            ratchet.Confirmed ? "yes" : "no",
            Tables.Number(ratchet.Sent),
            Tables.Number(ratchet.Received),
            Tables.Number(ratchet.SkippedKeys),
            Tables.Time(ratchet.UsedAt),
            ratchet.SignedPrekey[..14] + "…",
        ];

    private static void PrintFailures(IReadOnlyList<WakuFailure> failures) =>
        PrintPart(
            ["not read", "why", "encryption", "topic"],
            failures.Select(failure =>
                (string[])[Tables.Time(failure.At), failure.Outcome, failure.Encryption, failure.Topic]
            )
        );

    private static void PrintPart(string[] columns, IEnumerable<string[]> rows)
    {
        if (rows.ToArray() is not { Length: > 0 } present)
            return;
        Console.WriteLine();
        Tables.Print(columns, present);
    }
}
