using Google.Protobuf;
using WakuGrains.Messages;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Wire;
using WakuGrains.Sessions;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Inbound;

/// <summary>
/// One wrong field at a time, in the first message of a stranger and in a message of a contact: the outcome is the same, and
/// neither leaves a byte.
/// </summary>
public sealed class BadFieldTests(BadFieldTests.Shared shared) : IClassFixture<BadFieldTests.Shared>
{
    private static readonly ByteString NoPoint = Key(0x02, 0xFF);
    private static readonly ByteString ZeroKey = ByteString.CopyFrom(new byte[33]);
    private static readonly ByteString OtherKey = ByteString.CopyFrom(
        new TestWorld(7).NewKeyPair().PublicKey.Compressed
    );

    private static readonly Dictionary<string, (EnvelopeOutcome Outcome, Action<ProtocolMessageProto> Spoil)> Any =
        new()
        {
            ["nothing inside"] = (EnvelopeOutcome.Malformed, message => message.EncryptedMessage.Clear()),
            ["no header"] = (
                EnvelopeOutcome.Malformed,
                Entry(entry => (entry.X3DhHeader, entry.DrHeader) = (null, null))
            ),
            ["ratchet key that is no point"] = (EnvelopeOutcome.Malformed, Ratchet(header => header.Key = NoPoint)),
            ["ratchet key of zeros"] = (EnvelopeOutcome.Malformed, Ratchet(header => header.Key = ZeroKey)),
            ["ratchet key of 32 bytes"] = (EnvelopeOutcome.Malformed, Ratchet(header => header.Key = Cut(header.Key))),
            ["no ratchet key"] = (EnvelopeOutcome.Malformed, Ratchet(header => header.Key = ByteString.Empty)),
            ["another ratchet key"] = (EnvelopeOutcome.Desynchronised, Ratchet(header => header.Key = OtherKey)),
            ["no session id"] = (EnvelopeOutcome.Malformed, Ratchet(header => header.Id = ByteString.Empty)),
            ["unknown session id"] = (EnvelopeOutcome.NoSession, Ratchet(header => header.Id = OtherKey)),
            ["another number"] = (EnvelopeOutcome.Desynchronised, Ratchet(header => header.N += 3)),
            ["the largest number"] = (EnvelopeOutcome.TooFarAhead, Ratchet(header => header.N = uint.MaxValue)),
            ["the largest previous number"] = (
                EnvelopeOutcome.TooFarAhead,
                Ratchet(header => header.Pn = uint.MaxValue)
            ),
            ["empty payload"] = (EnvelopeOutcome.Malformed, Entry(entry => entry.Payload = ByteString.Empty)),
            ["payload of 47 bytes"] = (EnvelopeOutcome.Malformed, Entry(entry => entry.Payload = Zeros(47))),
            ["payload of 48 bytes"] = (EnvelopeOutcome.Desynchronised, Entry(entry => entry.Payload = Zeros(48))),
            ["another payload"] = (EnvelopeOutcome.Desynchronised, Entry(entry => entry.Payload = Zeros(10_000))),
            ["installation id of 129 bytes"] = (
                EnvelopeOutcome.Malformed,
                message => message.InstallationId = new string('x', SecureTransportLimits.MaxInstallationIdLength + 1)
            ),
            ["addressed to a device with a long id"] = (
                EnvelopeOutcome.Malformed,
                message => message.EncryptedMessage.Add(new string('x', 129), new EncryptedMessage())
            ),
            ["17 addressed devices"] = (
                EnvelopeOutcome.Malformed,
                message =>
                {
                    for (var i = 0; i < SecureTransportLimits.MaxEncryptedMessages; i++)
                        message.EncryptedMessage.Add($"{i}", new EncryptedMessage());
                }
            ),
            ["for other devices only"] = (EnvelopeOutcome.NotForThisDevice, Rename("somebody else's")),
            ["bundle that is none"] = (
                EnvelopeOutcome.Malformed,
                message => message.Bundles[0] = ByteString.CopyFrom(0xFF, 0xFF)
            ),
            ["five bundles"] = (
                EnvelopeOutcome.Malformed,
                message => message.Bundles.Add(Enumerable.Repeat(message.Bundles[0], SecureTransportLimits.MaxBundles))
            ),
            ["bundle of 17 devices"] = (
                EnvelopeOutcome.Malformed,
                Bundle(bundle =>
                {
                    for (var i = 0; i < SecureTransportLimits.MaxBundleEntries; i++)
                        bundle.SignedPreKeys.Add($"{i}", bundle.SignedPreKeys["a"]);
                })
            ),
            ["bundle of a device with a long id"] = (
                EnvelopeOutcome.Malformed,
                Bundle(bundle => bundle.SignedPreKeys.Add(new string('x', 129), bundle.SignedPreKeys["a"]))
            ),
            ["bundle of an identity that is no point"] = (
                EnvelopeOutcome.Malformed,
                Bundle(bundle => bundle.Identity = NoPoint)
            ),
            ["bundle with a prekey that is no point"] = (
                EnvelopeOutcome.Malformed,
                Bundle(bundle => bundle.SignedPreKeys["a"].SignedPreKey = NoPoint)
            ),
            ["bundle with a prekey of zeros"] = (
                EnvelopeOutcome.Malformed,
                Bundle(bundle => bundle.SignedPreKeys["a"].SignedPreKey = ZeroKey)
            ),
            ["bundle with a signature of 64 bytes"] = (
                EnvelopeOutcome.Forged,
                Bundle(bundle => bundle.Signature = Cut(bundle.Signature))
            ),
            ["bundle with another signature"] = (
                EnvelopeOutcome.Forged,
                Bundle(bundle => bundle.Signature = Zeros(65))
            ),
            ["bundle with another prekey"] = (
                EnvelopeOutcome.Forged,
                Bundle(bundle => bundle.SignedPreKeys["a"].SignedPreKey = OtherKey)
            ),
            ["bundle with another version"] = (
                EnvelopeOutcome.Forged,
                Bundle(bundle => bundle.SignedPreKeys["a"].Version = 99)
            ),
            ["bundle with another timestamp"] = (EnvelopeOutcome.Forged, Bundle(bundle => bundle.Timestamp++)),
            ["bundle that names another identity"] = (
                EnvelopeOutcome.Forged,
                Bundle(bundle => bundle.Identity = OtherKey)
            ),
            ["a good bundle and a forged one"] = (
                EnvelopeOutcome.Forged,
                message =>
                {
                    message.Bundles.Add(message.Bundles[0]);
                    Bundle(bundle => bundle.Timestamp++)(message);
                }
            ),
            ["group message"] = (
                EnvelopeOutcome.Unsupported,
                Entry(entry =>
                {
                    (entry.X3DhHeader, entry.DrHeader) = (null, null);
                    entry.HrHeader = new HashRatchetHeaderMessage { SeqNo = 1 };
                })
            ),
            ["fallback key that is no point"] = (EnvelopeOutcome.Malformed, Fallback(NoPoint)),
            ["fallback key of zeros"] = (EnvelopeOutcome.Malformed, Fallback(ZeroKey)),
            ["fallback to another key"] = (EnvelopeOutcome.Malformed, Fallback(OtherKey)),
        };

    // What only a message that begins a session holds.
    private static readonly Dictionary<string, (EnvelopeOutcome Outcome, Action<ProtocolMessageProto> Spoil)> First =
        new()
        {
            ["ephemeral key that is no point"] = (EnvelopeOutcome.NoSession, X3dh(header => header.Key = NoPoint)),
            ["ephemeral key of zeros"] = (EnvelopeOutcome.NoSession, X3dh(header => header.Key = ZeroKey)),
            ["ephemeral key of 32 bytes"] = (EnvelopeOutcome.Malformed, X3dh(header => header.Key = Cut(header.Key))),
            ["another ephemeral key"] = (EnvelopeOutcome.Desynchronised, X3dh(header => header.Key = OtherKey)),
            ["a prekey that is not ours"] = (EnvelopeOutcome.NoSession, X3dh(header => header.Id = OtherKey)),
            ["a prekey that is not ours in both headers"] = (
                EnvelopeOutcome.NoSession,
                Entry(entry => (entry.X3DhHeader.Id, entry.DrHeader.Id) = (OtherKey, OtherKey))
            ),
            ["only the first header"] = (EnvelopeOutcome.Malformed, Entry(entry => entry.DrHeader = null)),
            ["only the second header"] = (EnvelopeOutcome.NoSession, Entry(entry => entry.X3DhHeader = null)),
            ["a number in a first chain that is beyond it"] = (
                EnvelopeOutcome.TooFarAhead,
                Ratchet(header => header.N = 1001)
            ),
        };

    public static TheoryData<string> OfAny => [.. Any.Keys];

    public static TheoryData<string> OfFirst => [.. First.Keys];

    [Theory]
    [MemberData(nameof(OfAny))]
    [MemberData(nameof(OfFirst))]
    public Task In_a_strangers_first_message(string name)
    {
        var (outcome, spoil) = First.TryGetValue(name, out var first) ? first : Any[name];
        return RefusesAsync(shared.Fixture.NewStranger(), outcome, spoil);
    }

    [Theory]
    [MemberData(nameof(OfAny))]
    public Task In_a_contacts_message(string name)
    {
        var contact = shared.Contact;
        contact.Put(shared.ContactsSession);
        return RefusesAsync(contact, Any[name].Outcome, Any[name].Spoil);
    }

    private async Task RefusesAsync(TestDevice peer, EnvelopeOutcome outcome, Action<ProtocolMessageProto> spoil)
    {
        var fixture = shared.Fixture;
        fixture.Silo.Restore(shared.Contents);
        fixture.HaveAnswered(peer.PublicKey);
        var message = fixture.Compose(peer);
        var spoilt = message.Clone();
        spoil(spoilt);
        spoilt.ShouldNotBe(message);

        await fixture.RefusesAsync(outcome, fixture.Seal(peer, spoilt));

        (await fixture.Silo.ReceiveAsync(fixture.Seal(peer, message))).ShouldBe(
            EnvelopeOutcome.Delivered,
            "the good message is read all the same"
        );
    }

    private static Action<ProtocolMessageProto> Entry(Action<EncryptedMessage> spoil) =>
        message => spoil(message.EncryptedMessage.Single().Value);

    private static Action<ProtocolMessageProto> Ratchet(Action<DoubleRatchetHeaderMessage> spoil) =>
        Entry(entry => spoil(entry.DrHeader));

    private static Action<ProtocolMessageProto> X3dh(Action<X3dhHeaderMessage> spoil) =>
        Entry(entry => spoil(entry.X3DhHeader));

    private static Action<ProtocolMessageProto> Bundle(Action<BundleMessage> spoil) =>
        message =>
        {
            var bundle = BundleMessage.Parser.ParseFrom(message.Bundles[0]);
            spoil(bundle);
            message.Bundles[0] = bundle.ToByteString();
        };

    private static Action<ProtocolMessageProto> Fallback(ByteString key) =>
        Entry(entry =>
        {
            (entry.X3DhHeader, entry.DrHeader) = (null, null);
            entry.DhHeader = new DiffieHellmanHeaderMessage { Key = key };
        });

    private static Action<ProtocolMessageProto> Rename(string device) =>
        message =>
        {
            var entry = message.EncryptedMessage.Single().Value;
            message.EncryptedMessage.Clear();
            message.EncryptedMessage.Add(device, entry);
        };

    private static ByteString Key(byte prefix, byte rest) =>
        ByteString.CopyFrom([prefix, .. Enumerable.Repeat(rest, 32)]);

    private static ByteString Zeros(int length) => ByteString.CopyFrom(new byte[length]);

    private static ByteString Cut(ByteString bytes) => ByteString.CopyFrom(bytes.Span[..^1]);

    /// <summary>One silo for all cases: each begins with the same stored bytes.</summary>
    public sealed class Shared : IAsyncLifetime
    {
        internal InboundFixture Fixture { get; private set; } = null!;

        internal TestDevice Contact { get; private set; } = null!;

        internal SessionState ContactsSession { get; private set; } = null!;

        internal MemoryContents Contents { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Fixture = await InboundFixture.StartAsync();
            Contact = await Fixture.NewContactAsync();
            ContactsSession = Contact.With(Fixture.Bob.PublicKey);
            Contents = Fixture.Silo.Store.Contents;
        }

        public ValueTask DisposeAsync()
        {
            Fixture.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
