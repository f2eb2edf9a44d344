using System.Collections.Immutable;
using WakuGrains.Conformance;
using WakuGrains.Engine;
using WakuGrains.Mailboxes;
using WakuGrains.Orleans.Effects;
using WakuGrains.Orleans.Storage;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;
using WakuGrains.Topics;

namespace WakuGrains.Orleans.Tests.Storage;

/// <summary>One row of each sort in which every field holds something, and no two the same.</summary>
internal static class RowSamples
{
    private static readonly DateTimeOffset At = Samples.Now.AddMilliseconds(123);
    private static readonly InstallationKey Own = new(new IdentityKey("tenant", "bot"), "a/device");

    /// <summary>An effect of every kind.</summary>
    public static ImmutableArray<PendingEffect> Effects { get; } =
    [
        .. new Effect[]
        {
            Publish(),
            Deliver(),
            Listen(),
            new Effect.MarkDelivered(Bytes(3)),
            Samples.Post("letter"),
        }.Select((effect, i) => new PendingEffect(i + 7, effect, At.AddMilliseconds(i))),
    ];

    /// <summary>Once-keys.</summary>
    public static ImmutableArray<OnceWrite> Onces { get; } =
    [new(Bytes(4), new byte[] { 5, 6 }, At.AddDays(1)), new(Bytes(5), default, At.AddDays(2))];

    /// <summary>A main row.</summary>
    public static EntityRecord Main { get; } =
        new(
            8,
            EntityRecord
                .Empty.Parts.Add("main", new PartPlace(new byte[] { 1, 2 }, null))
                .Add("empty", new PartPlace(ReadOnlyMemory<byte>.Empty, null))
                .Add("page0", new PartPlace(null, "page0.3.0011aabb")),
            new OnceLog(Onces, [new("onces.2.01", At.AddDays(3)), new("onces.4.02", At.AddDays(4))]),
            11,
            Effects,
            ["effects.5.03", "effects.6.04"],
            ["page0.2.05", "effects.1.06"]
        );

    /// <summary>A row as the provider is given it.</summary>
    public static StoredRow Row { get; } =
        new() { Address = new("session", "tenant/bot/a/device", "page0.3.0011aabb"), Content = new byte[] { 1, 2, 3 } };

    /// <summary>A data key as the provider is given it.</summary>
    public static StoredDataKey DataKey { get; } = new() { Wrapped = Bytes(9), Check = new byte[] { 1, 2, 3 } };

    private static Effect.Publish Publish()
    {
        var message = WakuMessage.ForStatus(
            new byte[] { 1, 2, 3 },
            "/waku/1/0xcd423760/rfc26",
            1_772_366_400_123_000_000
        );
        return new(new Envelope("/waku/2/rs/16/32", message), Bytes(1), Bytes(2));
    }

    private static Effect.Deliver Deliver() =>
        new(
            Own,
            Samples.Message("hello", sender: 2, At) with
            {
                ContentType = "application/json",
                Headers = ImmutableDictionary<string, string>.Empty.Add("name", "value"),
                GroupId = new byte[] { 7 },
                Direction = MessageDirection.Sent,
                Recipient = Samples.Sender(8),
            }
        );

    private static Effect.Listen Listen() =>
        new(new TopicListener(Own, "/waku/1/0x0011aabb/rfc26", TopicKind.Negotiated, new SecretBytes(Bytes(6))));

    private static byte[] Bytes(byte number) => [.. Enumerable.Repeat(number, 32)];
}
