using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using WakuGrains.Archives;
using WakuGrains.Engine;
using WakuGrains.Mailboxes;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Conformance;

/// <summary>Archives that a store could have written: in order, and nothing twice that a store has once.</summary>
public static class ArchiveSamples
{
    private static readonly ImmutableArray<PublicKey> Senders = [Samples.Sender(1), Samples.Sender(2)];

    /// <summary>Archives of every shape, among them the empty one.</summary>
    public static Arbitrary<ArchiveRecord[]> Archives =>
        Arb.From(
            from key in BytesOf(32)
            from entities in Many(6, Entity)
            from mailboxes in Many(3, Mailbox)
            from listeners in Many(4, Listener)
            select Complete([
                new ArchiveRecord.Fingerprints(new SecretBytes(key)),
                .. entities.SelectMany(each => each),
                .. mailboxes.SelectMany(each => each),
                .. listeners,
            ])
        );

    /// <summary>Records with their end.</summary>
    public static ArchiveRecord[] Complete(IReadOnlyCollection<ArchiveRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        return [.. records, new ArchiveRecord.End(records.Count)];
    }

    private static Gen<ArchiveRecord[]> Entity(int number) =>
        from kind in Gen.Elements("session", "group", "test")
        from parts in Many(3, Part)
        from belongings in Many(6, Belonging)
        select (ArchiveRecord[])[new ArchiveRecord.Entity(kind, $"tenant/bot/1/{number}", [.. parts]), .. belongings];

    private static Gen<PartWrite> Part(int number) =>
        from content in Bytes(40)
        select new PartWrite($"part{number}", content);

    private static Gen<ArchiveRecord> Belonging(int number) =>
        Gen.OneOf<ArchiveRecord>(
            from key in Bytes(20)
            from receipt in Bytes(20)
            from until in Time
            select (ArchiveRecord)new ArchiveRecord.OnceKey(new((byte[])[(byte)number, .. key], receipt, until)),
            from payload in Bytes(60)
            from topic in Gen.Elements("/waku/1/0xcd423760/rfc26", "/waku/1/0x267af2e9/rfc26")
            from status in Status(Bytes(32))
            select (ArchiveRecord)
                new ArchiveRecord.Outbox(
                    new Envelope(StatusTopics.DefaultPubsubTopic, WakuMessage.ForStatus(payload, topic, 7)),
                    status
                ),
            from status in Status(BytesOf(32))
            select (ArchiveRecord)new ArchiveRecord.Sent(status),
            from body in Bytes(40)
            from kind in Gen.Elements("message", "note")
            select (ArchiveRecord)new ArchiveRecord.Letter(new(kind, body))
        );

    // What has gone is only known by its message's id.
    private static Gen<EnvelopeStatus> Status(Gen<byte[]> ids) =>
        from messageId in ids
        from acknowledgementId in Bytes(32)
        from acceptedAt in Time
        from status in Gen.Elements(Enum.GetValues<SentStatus>())
        select new EnvelopeStatus(messageId, acknowledgementId, acceptedAt, status);

    private static Gen<ArchiveRecord[]> Mailbox(int number) =>
        from forgotten in Gen.Choose(0, 3)
        from acknowledged in Many(4, i => Acknowledged(forgotten + i + 1))
        from waiting in Many(4, i => Message(forgotten + acknowledged.Length + i + 1))
        let upTo = forgotten + acknowledged.Length
        let key = new InstallationKey(new("tenant", "bot"), $"{number}")
        select (ArchiveRecord[])
            [new ArchiveRecord.Mailbox(key, upTo + waiting.Length, upTo), .. acknowledged, .. waiting];

    private static Gen<ArchiveRecord> Acknowledged(int sequence) =>
        from fingerprint in BytesOf(MessageFingerprint.Length)
        from receivedAt in Time
        select (ArchiveRecord)new ArchiveRecord.Acknowledged(sequence, fingerprint, receivedAt);

    private static Gen<ArchiveRecord> Message(int sequence) =>
        from id in BytesOf(31)
        from sender in Gen.Elements(Senders.ToArray())
        from recipient in Gen.Elements<PublicKey?>(null, Senders[0])
        from direction in Gen.Elements(Enum.GetValues<MessageDirection>())
        from contentType in Gen.Elements("text/plain", "application/json")
        from body in Bytes(60)
        from groupId in Bytes(4)
        from headers in Gen.Elements<ImmutableDictionary<string, string>>(
            [],
            ImmutableDictionary<string, string>.Empty.Add("name", "value")
        )
        from inReplyTo in Gen.Elements("", "0x01")
        from clock in Gen.Choose(0, int.MaxValue)
        from sentAt in Time
        from receivedAt in Time
        select (ArchiveRecord)
            new ArchiveRecord.Message(
                sequence,
                new MessageContent(
                    (byte[])[(byte)sequence, .. id],
                    sender,
                    "device",
                    7,
                    contentType,
                    body,
                    headers,
                    inReplyTo,
                    (ulong)clock,
                    sentAt,
                    receivedAt
                )
                {
                    GroupId = groupId,
                    Direction = direction,
                    Recipient = recipient,
                }
            );

    private static Gen<ArchiveRecord> Listener(int number) =>
        from kind in Gen.Elements(Enum.GetValues<TopicKind>())
        from key in BytesOf(32)
        from isSymmetric in Gen.Elements(true, false)
        select (ArchiveRecord)
            new ArchiveRecord.Listener(
                new(
                    new InstallationKey(new("tenant", "bot"), "1"),
                    $"/waku/1/0x{number}/rfc26",
                    kind,
                    isSymmetric ? new SecretBytes(key) : null
                )
            );

    private static Gen<T[]> Many<T>(int most, Func<int, Gen<T>> each) =>
        Gen.Choose(0, most).SelectMany(count => Gen.CollectToArray(Enumerable.Range(0, count), each));

    private static Gen<DateTimeOffset> Time =>
        Gen.Choose(-1_000_000, 1_000_000).Select(milliseconds => Samples.Now.AddMilliseconds(milliseconds));

    private static Gen<byte[]> Bytes(int most) => Gen.Choose(0, most).SelectMany(BytesOf);

    private static Gen<byte[]> BytesOf(int length) =>
        Gen.Choose(0, byte.MaxValue).Select(value => (byte)value).ArrayOf(length);
}
