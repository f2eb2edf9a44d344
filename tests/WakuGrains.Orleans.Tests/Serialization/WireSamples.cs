using System.Collections.Immutable;
using Google.Protobuf;
using WakuGrains.Archives;
using WakuGrains.Conformance;
using WakuGrains.Devices;
using WakuGrains.Engine;
using WakuGrains.Engine.Pages;
using WakuGrains.Groups;
using WakuGrains.Identities;
using WakuGrains.Inbound;
using WakuGrains.Installations;
using WakuGrains.Mailboxes;
using WakuGrains.Messages;
using WakuGrains.Orleans.Bots;
using WakuGrains.Ports;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;
using WakuGrains.Protocol.Wire;
using WakuGrains.Sending;
using WakuGrains.Sessions;
using WakuGrains.Trust;

namespace WakuGrains.Orleans.Tests.Serialization;

/// <summary>One value of each type that travels between silos; every field holds something, and no two the same.</summary>
internal static class WireSamples
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, 123, 456, TimeSpan.Zero);
    private static readonly IdentityKey IdentityKey = new("tenant", "bot");
    private static readonly InstallationKey Own = new(IdentityKey, "a/device");
    private static readonly GroupAddress GroupAddress = new(Own, "0011aabb");

    /// <summary>The samples that are no exceptions.</summary>
    public static IEnumerable<object> Values =>
        [.. Keys(), .. Devices(), .. Messages(), .. Answers(), .. Groups(), .. Mailbox(), .. Sent(), .. Waku()];

    /// <summary>The exceptions, not thrown, without a cause.</summary>
    public static IEnumerable<Exception> Faults =>
        [
            new InvalidRequestException("text", "text_too_long", "The text is too long."),
            new IdempotencyConflictException(),
            new IdentityNotFoundException(IdentityKey),
            new IdentityConflictException(IdentityKey),
            new IdentityChangedException("alice"),
            new InstallationNotFoundException("a/device"),
            new SessionNotFoundException(Public(7)),
            new GroupNotFoundException(GroupAddress),
            new PeerNotTrustedException(Public(7), "recipients"),
            new EnvelopeNotTakenException(),
            new WakuNodeException("The node is away."),
            new StoreUnavailableException("The disk is full.") { IsInUse = true },
            new StoreConflictException("Somebody else wrote it."),
            new StateFormatException("It is damaged."),
            new EntityFullException("It is full."),
            new ArchiveException("It is cut off."),
        ];

    /// <summary>A bundle of two devices.</summary>
    public static Bundle Bundle() =>
        BundleSigner.Sign(
            Samples.Curve,
            Pair(1),
            [new("b/device", Public(2), 3, 1), new("a/device", Public(3), 4, 0)],
            1_772_366_400_123_456_789
        );

    /// <summary>A message as it was received, with every kind of header.</summary>
    public static ProtocolMessage Received()
    {
        var made = ProtocolMessage.ForEntries(
            "a/device",
            Bundle(),
            [
                new(
                    "one",
                    new(
                        new X3dhHeader(Encoded(4), Encoded(5)),
                        new RatchetMessageHeader(new RatchetHeader(Encoded(6), 7, 8), Encoded(9)),
                        null,
                        null,
                        new byte[] { 1, 2, 3 }
                    )
                ),
                new(ProtocolMessage.AnyDevice, new(null, null, Encoded(10), GroupHeader(), Array.Empty<byte>())),
            ]
        );
        ProtocolMessage.TryDecode(made.Encode(), out var received, out _).ShouldBeTrue();
        return received;
    }

    /// <summary>A key of a group.</summary>
    public static GroupKey GroupKey() =>
        Protocol.SecureTransport.GroupKey.Create([1, 2, 3], 1_772_366_400_010, Bytes(31));

    private static IEnumerable<object> Keys() =>
        [
            Public(1),
            Encoded(2),
            Pair(3),
            new SecretBytes(Bytes(4)),
            IdentityKey,
            Own,
            new SessionKey(Own, Public(5)),
            GroupAddress,
            TrustPolicy.Ask,
            PeerTrust.Refused,
        ];

    private static IEnumerable<object> Devices() =>
        [
            new IdentityInfo(IdentityKey, Public(1), ["a/device", "other"], At, TrustPolicy.Pinned),
            new IdentitySecrets(Pair(2), TrustPolicy.Ask),
            new Contact("alice", Public(3)),
            new OwnPrekey(Pair(4), 5, At),
            Known(),
            Settings(),
            new OwnDevice(Own, Pair(1), Bundle(), [new(Pair(6), 1, At), new(Pair(7), 2, At.AddDays(1))])
            {
                Siblings = [Known()],
                Settings = Settings(),
                TrustPolicy = TrustPolicy.Pinned,
            },
            new InstallationInfo("a/device", IsOwn: true, IsPaired: false, "name", "bot", At, 9),
        ];

    private static IEnumerable<object> Messages() =>
        [
            Bundle(),
            Bundle().SignedPrekeys[0],
            Received(),
            new PairingMessage(1, "a/device", "bot", "", 2),
            new OutboundContent.Text("hello", "0xabc"),
            new OutboundContent.Data("text/csv", new byte[] { 1, 2 }, Headers(), "0xdef"),
            new InboundMessage(Public(1), Received(), [Bundle()], Bytes(2), 1_772_366_400_123_456_789)
            {
                GroupId = new byte[] { 3, 4 },
            },
            new HeldMessage(new byte[] { 1 }, Bytes(2), 3),
            new Letter("note", new byte[] { 1, 2, 3 }),
        ];

    private static IEnumerable<object> Answers() =>
        [
            new SendReceipt(Bytes(1), At, IsReplay: true),
            new ReceiveResult(EnvelopeOutcome.TooFarAhead, MessageEncryption.X3dh, OwesAcknowledgement: true),
            EnvelopeOutcome.GroupKeyMissing,
            MessageEncryption.HashRatchet,
            AnswerOutcome.StrangerAnswered,
            new SessionInfo(Own, Public(1), IsOwnIdentity: true, PeerTrust.Pinned, [Device()], 2, 3, At),
            Device(),
            Ratchet(),
            new SentMessage(Bytes(1), At, [Recipient()], SentStatus.Published),
            Recipient(),
            SentStatus.Delivered,
        ];

    private static IEnumerable<object> Groups() =>
        [
            GroupKey(),
            new GroupInfo(new byte[] { 1 }, "chat", "/waku/1/0x01020304/rfc26", Public(2), [KeyInfo()], 3),
            KeyInfo(),
            new GroupKeysLearnt(1, 2),
        ];

    private static IEnumerable<object> Mailbox() =>
        [
            Content(),
            MessageDirection.Sent,
            new MailboxMessage(5, Content()),
            new MailboxStatus(9, 4, 5) { HasNoRoom = true },
        ];

    private static IEnumerable<object> Sent() =>
        [
            new SentUpdate.Accepted("lane/1", Bytes(1), Bytes(2), Bytes(3), At),
            new SentUpdate.Published("lane/2", Bytes(4), Bytes(5)),
            new SentUpdate.Delivered("lane/3", Bytes(6)),
            new BotMessage
            {
                Tenant = "tenant",
                Bot = "bot",
                Sequence = 7,
                Id = "0x01",
                Sender = "zQ3sh",
                SenderInstallation = "device",
                ContentType = "text/markdown",
                Body = new byte[] { 1, 2 },
                Headers = ImmutableDictionary<string, string>.Empty.Add("name", "value"),
                InReplyTo = "0x02",
                Direction = Client.MessageDirection.Sent,
                Recipient = "zQ3si",
                GroupId = "0x03",
            },
        ];

    private static IEnumerable<object> Waku()
    {
        var message = new WakuMessage
        {
            Payload = new byte[] { 1, 2, 3 },
            ContentTopic = "/waku/1/0x01020304/rfc26",
            Version = 1,
            Timestamp = -1,
            Meta = Array.Empty<byte>(),
            RateLimitProof = new byte[] { 4 },
            Ephemeral = true,
        };
        var envelope = new Envelope("/waku/2/rs/16/32", message);
        return
        [
            message,
            envelope,
            envelope.Hash,
            TopicKind.Group,
            new TopicListener(Own, message.ContentTopic, TopicKind.Negotiated, new SecretBytes(Bytes(5))),
            new OpenedFrame(
                new TopicListener(Own, message.ContentTopic, TopicKind.Partitioned, null),
                EnvelopeOutcome.Unsigned,
                Public(7),
                new byte[] { 8, 9 }
            ),
        ];
    }

    private static KnownDevice Known() =>
        new("other", 1, 2, Encoded(3), 4, UsesNegotiatedTopic: true)
        {
            IsEnabled = false,
            Name = "name",
            DeviceType = "phone",
        };

    private static InstallationSettings Settings() =>
        new()
        {
            ActiveDevices = 5,
            PrekeyLifetime = TimeSpan.FromHours(1),
            BundleSignatureLifetime = TimeSpan.FromMinutes(2),
            ProtocolVersion = 0,
            DeviceType = "server",
        };

    private static DeviceInfo Device() =>
        new("other", At, 1, IsEnabled: true, IsActive: false, UsesNegotiatedTopic: true, [Ratchet()]);

    private static RatchetInfo Ratchet() =>
        new("02aa", IsInitiator: true, IsConfirmed: false, Sends: true, 1, 2, 3, At.AddHours(1));

    private static RecipientStatus Recipient() => new(Public(8), SentStatus.Delivered);

    private static GroupKeyInfo KeyInfo() => new(Bytes(6), At, 7, MaySend: true);

    private static MessageContent Content() =>
        new(
            Bytes(1),
            Public(2),
            "a/device",
            3,
            "application/json",
            new byte[] { 4, 5 },
            Headers(),
            "0xabc",
            6,
            At,
            At.AddTicks(1)
        )
        {
            GroupId = new byte[] { 7 },
            Direction = MessageDirection.Sent,
            Recipient = Public(8),
        };

    private static ImmutableDictionary<string, string> Headers() =>
        ImmutableDictionary<string, string>.Empty.Add("name", "value").Add("Name", "another");

    private static HashRatchetHeaderMessage GroupHeader() =>
        new()
        {
            DeprecatedKeyId = 1,
            SeqNo = 2,
            GroupId = ByteString.CopyFrom(3, 4),
            KeyId = ByteString.CopyFrom(Bytes(5)),
        };

    private static byte[] Bytes(byte number) => [.. Enumerable.Repeat(number, 32)];

    private static KeyPair Pair(byte number) => KeyPair.FromPrivateKey(Samples.Curve, Bytes(number));

    private static PublicKey Public(byte number) => Pair(number).PublicKey;

    private static EncodedKey Encoded(byte number) => EncodedKey.Of(Public(number));
}
