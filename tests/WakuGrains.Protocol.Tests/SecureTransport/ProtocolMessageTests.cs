using Google.Protobuf;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Protocol.Tests.SecureTransport;

/// <summary>The message that a frame carries (facts 1.2, 1.3): what comes back, what is refused, and at which limits.</summary>
public sealed class ProtocolMessageTests
{
    private const string Device = "0f0f3a2c-6a8e-4b1d-9c3f-1d2e3f405162";
    private static readonly ISecp256k1 Curve = TestCurves.Native;
    private static readonly KeyPair Identity = KeyPair.FromPrivateKey(Curve, "22222222222222222222222222222222"u8);
    private static readonly EncodedKey Key = EncodedKey.Of(Identity.PublicKey);
    private static readonly Bundle OwnBundle = BundleSigner.Sign(
        Curve,
        Identity,
        [new BundleEntry(Device, Identity.PublicKey, Version: 1, ProtocolVersion: 1)],
        timestampNanoseconds: 1_700_000_000_123_456_789
    );

    [Fact]
    public void A_public_message_comes_back()
    {
        var sent = ProtocolMessage.ForPublic(Device, OwnBundle, "public"u8.ToArray());
        var read = Decode(sent.Encode());
        read.InstallationId.ShouldBe(Device);
        read.PublicMessage.ToArray().ShouldBe("public"u8.ToArray());
        read.Entries.ShouldBeEmpty();
        read.Bundles.ShouldBe(sent.Bundles);
        BundleVerifier.TryVerify(read.Bundles[0], Curve, out _, out _).ShouldBeTrue();
        read.Encode().ShouldBe(sent.Encode());
    }

    [Fact]
    public void Every_kind_of_entry_comes_back()
    {
        var group = new HashRatchetHeaderMessage
        {
            SeqNo = 3,
            GroupId = ByteString.CopyFrom(1, 2),
            KeyId = ByteString.CopyFrom(9),
        };
        var entries = new Dictionary<string, EncryptedEntry>
        {
            ["1"] = RatchetEntry() with { X3dh = new X3dhHeader(Key, Key) },
            ["2"] = RatchetEntry(),
            [ProtocolMessage.AnyDevice] = new(X3dh: null, Ratchet: null, Key, HashRatchet: null, new byte[] { 1 }),
            ["group"] = new(X3dh: null, Ratchet: null, DiffieHellman: null, group, ReadOnlyMemory<byte>.Empty),
            ["nothing"] = new(null, null, null, null, ReadOnlyMemory<byte>.Empty),
        };
        var read = Decode(ProtocolMessage.ForEntries(Device, bundle: null, entries).Encode());
        read.Bundles.ShouldBeEmpty();
        read.Entries.Count.ShouldBe(entries.Count);
        foreach (var (id, entry) in entries)
        {
            read.Entries[id].Payload.ToArray().ShouldBe(entry.Payload.ToArray());
            (read.Entries[id] with { Payload = entry.Payload }).ShouldBe(entry);
        }
    }

    [Fact]
    public void Nothing_at_all_is_an_empty_message()
    {
        var read = Decode([]);
        read.InstallationId.ShouldBe("");
        read.Bundles.ShouldBeEmpty();
        read.Entries.ShouldBeEmpty();
        read.PublicMessage.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void A_cut_or_changed_message_never_throws()
    {
        var encoded = Sent().Encode();
        for (var length = 0; length < encoded.Length; length++)
            ProtocolMessage.TryDecode(encoded.AsSpan(0, length), out _, out _);
        for (var bit = 0; bit < encoded.Length * 8; bit++)
        {
            encoded[bit / 8] ^= (byte)(1 << (bit % 8));
            if (ProtocolMessage.TryDecode(encoded, out var message, out var fault))
                JudgeBundles(message);
            (message is null).ShouldBe(fault != ProtocolMessageFault.None);
            encoded[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void Unknown_fields_are_skipped()
    {
        var encoded = Sent().Encode();
        // Field 99, a varint; field 1, which was a bundle once; field 2 as a number, as a segment would have it.
        byte[] unknown = [0x98, 0x06, 0x01, 0x0a, 0x01, 0xff, 0x10, 0x05];
        var read = Decode([.. encoded, .. unknown]);
        read.Encode().ShouldBe(encoded);
    }

    [Fact]
    public void A_device_that_is_addressed_twice_gets_the_last_entry()
    {
        var first = ProtocolMessage.ForEntries(Device, null, [new("1", RatchetEntry(n: 1))]).Encode();
        var second = ProtocolMessage.ForEntries(Device, null, [new("1", RatchetEntry(n: 2))]).Encode();
        Decode([.. first, .. second]).Entries["1"].Ratchet!.Header.N.ShouldBe(2u);
    }

    [Fact]
    public void Bytes_that_are_no_message_are_malformed()
    {
        Fault([0]).ShouldBe(ProtocolMessageFault.Malformed);
        Fault([0x12, 0x05, 0x31]).ShouldBe(ProtocolMessageFault.Malformed);
        Fault([0x1a, 0x01, 0xff]).ShouldBe(ProtocolMessageFault.Malformed, "a bundle that is no message");
        Fault([0xaa, 0x06, 0x01, 0xff]).ShouldBe(ProtocolMessageFault.Malformed, "an entry that is no message");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(32)]
    [InlineData(34)]
    [InlineData(65)]
    public void A_key_of_another_length_is_refused(int length)
    {
        var good = ByteString.CopyFrom(Key.Bytes);
        var bad = ByteString.CopyFrom(new byte[length]);
        EncryptedMessage[] entries =
        [
            new()
            {
                X3DhHeader = new() { Key = bad, Id = good },
            },
            new()
            {
                X3DhHeader = new() { Key = good, Id = bad },
            },
            new()
            {
                DrHeader = new() { Key = bad, Id = good },
            },
            new()
            {
                DrHeader = new() { Key = good, Id = bad },
            },
            new() { DhHeader = new() { Key = bad } },
        ];
        foreach (var entry in entries)
        {
            var proto = new ProtocolMessageProto { EncryptedMessage = { ["1"] = entry } };
            Fault(proto.ToByteArray()).ShouldBe(ProtocolMessageFault.InvalidHeaderKey);
        }
    }

    [Fact]
    public void The_length_of_a_message_is_limited()
    {
        var overhead = ProtocolMessage.ForPublic("", OwnBundle, new byte[SecureTransportLimits.MaxMessageLength / 2]);
        var room = SecureTransportLimits.MaxMessageLength - (overhead.Encode().Length - overhead.PublicMessage.Length);
        Fault(ProtocolMessage.ForPublic("", OwnBundle, new byte[room]).Encode()).ShouldBe(ProtocolMessageFault.None);
        Fault(ProtocolMessage.ForPublic("", OwnBundle, new byte[room + 1]).Encode())
            .ShouldBe(ProtocolMessageFault.TooLong);
    }

    [Fact]
    public void The_number_of_bundles_is_limited()
    {
        var proto = new ProtocolMessageProto();
        for (var i = 0; i < SecureTransportLimits.MaxBundles; i++)
            proto.Bundles.Add(ByteString.CopyFrom(OwnBundle.Encode().Span));
        Decode(proto.ToByteArray()).Bundles.Length.ShouldBe(SecureTransportLimits.MaxBundles);
        proto.Bundles.Add(ByteString.Empty);
        Fault(proto.ToByteArray()).ShouldBe(ProtocolMessageFault.TooManyBundles);
    }

    [Fact]
    public void The_number_of_addressed_devices_is_limited()
    {
        var proto = new ProtocolMessageProto();
        for (var i = 0; i < SecureTransportLimits.MaxEncryptedMessages; i++)
            proto.EncryptedMessage[$"{i}"] = new EncryptedMessage();
        Decode(proto.ToByteArray()).Entries.Count.ShouldBe(SecureTransportLimits.MaxEncryptedMessages);
        proto.EncryptedMessage["one more"] = new EncryptedMessage();
        Fault(proto.ToByteArray()).ShouldBe(ProtocolMessageFault.TooManyEntries);
        var entries = proto.EncryptedMessage.Keys.Select(id => KeyValuePair.Create(id, RatchetEntry()));
        Should.Throw<ArgumentException>(() => ProtocolMessage.ForEntries(Device, null, entries));
    }

    [Fact]
    public void The_length_of_an_installation_id_is_limited_in_UTF8()
    {
        var longest = new string('é', SecureTransportLimits.MaxInstallationIdLength / 2);
        Fault(new ProtocolMessageProto { InstallationId = longest }.ToByteArray()).ShouldBe(ProtocolMessageFault.None);
        ProtocolMessageProto[] tooLong =
        [
            new() { InstallationId = longest + "x" },
            new() { EncryptedMessage = { [longest + "x"] = new EncryptedMessage() } },
        ];
        foreach (var proto in tooLong)
            Fault(proto.ToByteArray()).ShouldBe(ProtocolMessageFault.InstallationIdTooLong);
        Should.Throw<ArgumentException>(() => ProtocolMessage.ForPublic(longest + "x", OwnBundle, default));
    }

    [Fact]
    public void A_device_twice_is_the_callers_mistake() =>
        Should.Throw<ArgumentException>(() =>
            ProtocolMessage.ForEntries(Device, null, [new("1", RatchetEntry()), new("1", RatchetEntry(n: 1))])
        );

    private static EncryptedEntry RatchetEntry(uint n = 0) =>
        new(null, new RatchetMessageHeader(new RatchetHeader(Key, n, 5), Key), null, null, "payload"u8.ToArray());

    private static ProtocolMessage Sent() =>
        ProtocolMessage.ForEntries(
            Device,
            OwnBundle,
            [new("1", RatchetEntry() with { X3dh = new X3dhHeader(Key, Key) })]
        );

    private static void JudgeBundles(ProtocolMessage message)
    {
        foreach (var bundle in message.Bundles)
            BundleVerifier.TryVerify(bundle, Curve, out _, out _);
    }

    private static ProtocolMessage Decode(byte[] bytes)
    {
        ProtocolMessage.TryDecode(bytes, out var message, out var fault).ShouldBeTrue(fault.ToString());
        return message!;
    }

    private static ProtocolMessageFault Fault(byte[] bytes)
    {
        ProtocolMessage.TryDecode(bytes, out _, out var fault);
        return fault;
    }
}
