using System.Security.Cryptography;
using System.Text;
using WakuGrains.Engine;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Sending;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Sending;

/// <summary>A log of sent messages that is put away between any two turns, a clock, and lanes to send in.</summary>
internal sealed class SentFixture
{
    /// <summary>Whose log it is.</summary>
    public static readonly InstallationKey Own = new(new("tenant", "bot"), "device");

    private static readonly TestWorld World = new();

    /// <summary>Two peers, in order of their keys.</summary>
    public static readonly PublicKey[] Peers =
    [
        .. Enumerable
            .Range(0, 2)
            .Select(_ => World.NewKeyPair().PublicKey)
            .OrderBy(key => $"{key}", StringComparer.Ordinal),
    ];

    /// <summary>The sessions with the peers, and a group.</summary>
    public static readonly string[] Lanes =
    [
        $"{new SessionKey(Own, Peers[0])}",
        $"{new SessionKey(Own, Peers[1])}",
        $"{GroupAddress.Of(Own, [1, 2])}",
    ];

    /// <summary>The log.</summary>
    public SavedEntity<SentLogState> Saved { get; } = new(new SentLogDefinition(), $"{Own}");

    /// <summary>The clock.</summary>
    public DateTimeOffset Now { get; set; } = World.Now;

    /// <summary>An id of 32 bytes.</summary>
    public static byte[] Id(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    /// <summary>An envelope of a message is accepted.</summary>
    public SentUpdate.Accepted Accepted(string message, int lane = 0, int envelope = 0) =>
        new(
            Lanes[lane],
            Id(message),
            lane < Peers.Length ? Id($"{message} acknowledged") : default,
            Envelope(message, envelope),
            Now
        );

    /// <summary>An envelope of a message is published.</summary>
    public static SentUpdate.Published Published(string message, int lane = 0, int envelope = 0) =>
        new(Lanes[lane], Id(message), Envelope(message, envelope));

    /// <summary>A message is acknowledged.</summary>
    public static SentUpdate.Delivered Delivered(string message, int lane = 0) =>
        new(Lanes[lane], Id($"{message} acknowledged"));

    /// <summary>Records updates.</summary>
    public bool Record(params SentUpdate[] updates) =>
        Saved.Turn(state => SentLog.Record(state, [.. updates], World.Turn with { Now = Now }));

    /// <summary>How far a message got.</summary>
    public SentMessage? Find(string message) => SentLookup.Find(Saved.State, Id(message), Now, TestWorld.Curve);

    /// <summary>How far a message got, in one word.</summary>
    public SentStatus? Status(string message) => Find(message)?.Status;

    // The same envelope is never in two lanes; that it is here shows that lanes are told apart.
    private static byte[] Envelope(string message, int number) => Id($"{message} in {number}");
}
