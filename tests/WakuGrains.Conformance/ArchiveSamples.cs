using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using WakuGrains.Archives;
using WakuGrains.Engine;
using WakuGrains.Groups;
using WakuGrains.Identities;
using WakuGrains.Installations;
using WakuGrains.Mailboxes;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;
using WakuGrains.Sessions;

namespace WakuGrains.Conformance;

/// <summary>
/// Archives that a store could have written: in order, nothing twice that a store has once, and everything below the identity
/// that it belongs to. What is in the parts of an entity is arbitrary, as stores do not look at it, but for identities: they
/// say which installations there are.
/// </summary>
public static class ArchiveSamples
{
    private static readonly ImmutableArray<PublicKey> Senders = [Samples.Sender(1), Samples.Sender(2)];
    private static readonly IdentityDefinition Identities = new(Samples.Curve);

    /// <summary>Archives of every shape, among them the empty one.</summary>
    public static Arbitrary<ArchiveRecord[]> Archives =>
        Arb.From(
            from key in BytesOf(32)
            from identities in Many(3, number => Belongings(new(new("tenant", $"bot{number}"), "1")))
            select Complete([
                new ArchiveRecord.Fingerprints(new SecretBytes(key)),
                .. identities.SelectMany(each => each),
            ])
        );

    /// <summary>An identity that has an installation.</summary>
    public static ArchiveRecord.Entity Identity(InstallationKey installation)
    {
        var state = Identities.Empty(installation.Identity.ToString()) with
        {
            KeyPair = KeyPair.FromPrivateKey(Samples.Curve, [.. Enumerable.Repeat((byte)3, 32)]),
            Installations = [installation.InstallationId],
        };
        return new(
            IdentityDefinition.KindName,
            installation.Identity.ToString(),
            [new(Identities.Parts[0], Identities.Encode(0, state))]
        );
    }

    /// <summary>A session of an installation.</summary>
    public static ArchiveRecord.Entity Session(InstallationKey installation, params PartWrite[] parts) =>
        new(SessionDefinition.KindName, new SessionKey(installation, Senders[0]).ToString(), [.. parts]);

    /// <summary>Records with their end.</summary>
    public static ArchiveRecord[] Complete(IReadOnlyCollection<ArchiveRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        return [.. records, new ArchiveRecord.End(records.Count)];
    }

    private static Gen<ArchiveRecord[]> Belongings(InstallationKey key) =>
        from installation in Entity(InstallationDefinition.KindName, key.ToString(), Of(NoMessage))
        from sessions in Many(
            2,
            i => Entity(SessionDefinition.KindName, new SessionKey(key, Senders[i]).ToString(), Of(Message, Sent))
        )
        from groups in Many(
            2,
            i => Entity(GroupDefinition.KindName, GroupAddress.Of(key, [(byte)i]).ToString(), Of(Message, Sent))
        )
        from mailbox in Mailbox(key)
        from listeners in Many(4, i => Listener(key, i))
        select (ArchiveRecord[])
            [
                Identity(key),
                .. installation,
                .. sessions.SelectMany(each => each),
                .. groups.SelectMany(each => each),
                .. mailbox,
                .. listeners,
            ];

    private static Gen<ArchiveRecord[]> Entity(string kind, string key, Func<int, Gen<ArchiveRecord>> belonging) =>
        from parts in Many(3, Part)
        from belongings in Many(6, belonging)
        select (ArchiveRecord[])[new ArchiveRecord.Entity(kind, key, [.. parts]), .. belongings];

    private static Gen<PartWrite> Part(int number) =>
        from content in Bytes(40)
        select new PartWrite($"part{number}", content);

    private static Func<int, Gen<ArchiveRecord>> Of(Gen<EnvelopeStatus> waiting, Gen<ArchiveRecord>? gone = null) =>
        number =>
            Gen.OneOf<ArchiveRecord>([
                from key in Bytes(20)
                from receipt in Bytes(20)
                from until in Time
                select (ArchiveRecord)new ArchiveRecord.OnceKey(new((byte[])[(byte)number, .. key], receipt, until)),
                from payload in Bytes(60)
                from topic in Gen.Elements("/waku/1/0xcd423760/rfc26", "/waku/1/0x267af2e9/rfc26")
                from status in waiting
                select (ArchiveRecord)
                    new ArchiveRecord.Outbox(
                        new Envelope(StatusTopics.DefaultPubsubTopic, WakuMessage.ForStatus(payload, topic, 7)),
                        status
                    ),
                from body in Bytes(40)
                from kind in Gen.Elements("message", "note")
                select (ArchiveRecord)new ArchiveRecord.Letter(new(kind, body)),
                .. gone is null ? Array.Empty<Gen<ArchiveRecord>>() : [gone],
            ]);

    // What has gone is only known by its message's id.
    private static Gen<ArchiveRecord> Sent =>
        from status in Message
        select (ArchiveRecord)new ArchiveRecord.Sent(status);

    private static Gen<EnvelopeStatus> Message =>
        from messageId in BytesOf(32)
        from acknowledgementId in Gen.OneOf(BytesOf(32), BytesOf(0))
        from acceptedAt in Time
        from status in Gen.Elements(Enum.GetValues<SentStatus>())
        select new EnvelopeStatus(messageId, acknowledgementId, acceptedAt, status);

    // Of an envelope without a message nobody can ask how far it got.
    private static Gen<EnvelopeStatus> NoMessage =>
        from acceptedAt in Time
        select new EnvelopeStatus(default, default, acceptedAt, SentStatus.Accepted);

    private static Gen<ArchiveRecord[]> Mailbox(InstallationKey key) =>
        from forgotten in Gen.Choose(0, 3)
        from acknowledged in Many(4, i => Acknowledged(forgotten + i + 1))
        from waiting in Many(4, i => Waiting(forgotten + acknowledged.Length + i + 1))
        let upTo = forgotten + acknowledged.Length
        let last = upTo + waiting.Length
        select last == 0
            ? []
            : (ArchiveRecord[])[new ArchiveRecord.Mailbox(key, last, upTo), .. acknowledged, .. waiting];

    private static Gen<ArchiveRecord> Acknowledged(int sequence) =>
        from fingerprint in BytesOf(MessageFingerprint.Length)
        from receivedAt in Time
        select (ArchiveRecord)new ArchiveRecord.Acknowledged(sequence, fingerprint, receivedAt);

    private static Gen<ArchiveRecord> Waiting(int sequence) =>
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

    private static Gen<ArchiveRecord> Listener(InstallationKey key, int number) =>
        from kind in Gen.Elements(Enum.GetValues<TopicKind>())
        from symmetricKey in BytesOf(32)
        from isSymmetric in Gen.Elements(true, false)
        select (ArchiveRecord)
            new ArchiveRecord.Listener(
                new(key, $"/waku/1/0x{number}/rfc26", kind, isSymmetric ? new SecretBytes(symmetricKey) : null)
            );

    private static Gen<T[]> Many<T>(int most, Func<int, Gen<T>> each) =>
        Gen.Choose(0, most).SelectMany(count => Gen.CollectToArray(Enumerable.Range(0, count), each));

    private static Gen<DateTimeOffset> Time =>
        Gen.Choose(-1_000_000, 1_000_000).Select(milliseconds => Samples.Now.AddMilliseconds(milliseconds));

    private static Gen<byte[]> Bytes(int most) => Gen.Choose(0, most).SelectMany(BytesOf);

    private static Gen<byte[]> BytesOf(int length) =>
        Gen.Choose(0, byte.MaxValue).Select(value => (byte)value).ArrayOf(length);
}
