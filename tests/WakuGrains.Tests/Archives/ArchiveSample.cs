using System.Collections.Immutable;
using WakuGrains.Archives;
using WakuGrains.Conformance;
using WakuGrains.Engine;
using WakuGrains.Mailboxes;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Tests.Archives;

/// <summary>An archive with a record of every kind in which every field holds something.</summary>
internal static class ArchiveSample
{
    private static readonly InstallationKey Installation = new(new("tenant", "bot"), "device");

    public static ArchiveRecord[] Everything { get; } =
        ArchiveSamples.Complete([
            new ArchiveRecord.Fingerprints(Secret(1)),
            new ArchiveRecord.Entity("session", $"{Installation}/peer", [new("main", Bytes(2)), new("keys", Bytes(3))]),
            new ArchiveRecord.OnceKey(new(Bytes(4), Bytes(5), Samples.Now)),
            new ArchiveRecord.Outbox(
                new Envelope(
                    StatusTopics.DefaultPubsubTopic,
                    WakuMessage.ForStatus(Bytes(6), "/waku/1/0xcd423760/rfc26", 7)
                ),
                new(Bytes(8), Bytes(9), Samples.Now, SentStatus.Delivered)
            ),
            new ArchiveRecord.Sent(new(Bytes(10), Bytes(11), Samples.Now, SentStatus.Published)),
            new ArchiveRecord.Letter(new("note", Bytes(12))),
            new ArchiveRecord.Mailbox(Installation, 3, 2),
            new ArchiveRecord.Acknowledged(2, Bytes(13), Samples.Now),
            new ArchiveRecord.Message(3, Message()),
            new ArchiveRecord.Listener(new(Installation, "/waku/1/0x1/rfc26", TopicKind.Negotiated, Secret(14))),
            new ArchiveRecord.Listener(new(Installation, "/waku/1/0x2/rfc26", TopicKind.Partitioned, null)),
        ]);

    private static MessageContent Message() =>
        new(
            Bytes(15),
            Samples.Sender(1),
            "other device",
            7,
            "application/json",
            Bytes(16),
            ImmutableDictionary<string, string>.Empty.Add("name", "value"),
            "0x01",
            17,
            Samples.Now.AddSeconds(-1),
            Samples.Now
        )
        {
            GroupId = Bytes(18),
            Direction = MessageDirection.Sent,
            Recipient = Samples.Sender(2),
        };

    private static SecretBytes Secret(byte value) => new([.. Enumerable.Repeat(value, 32)]);

    private static byte[] Bytes(byte value) => [value, value, value];
}
