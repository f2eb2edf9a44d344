using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using WakuGrains.Conformance;
using WakuGrains.Identities;
using WakuGrains.Messages;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;
using WakuGrains.Protocol.Wire;
using WakuGrains.Sessions;

namespace WakuGrains.Orleans.Tests.Serialization;

/// <summary>What goes to another silo arrives as it was.</summary>
public sealed class RoundTripTests
{
    private static Arbitrary<byte[]> Bytes =>
        Arb.From(
            Gen.Choose(0, 300).SelectMany(length => Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(length))
        );

    private static Arbitrary<string> Texts =>
        Arb.From(
            ArbMap
                .Default.GeneratorFor<char>()
                .Where(letter => !char.IsSurrogate(letter))
                .ArrayOf()
                .Select(letters => new string(letters))
        );

    [Fact]
    public void Everything_arrives_as_it_was()
    {
        foreach (var value in WireSamples.Values)
        {
            var arrived = Wire.Read(Wire.Write(value));
            arrived.ShouldBeOfType(value.GetType());
            WireText.Of(arrived).ShouldBe(WireText.Of(value), value.GetType().Name);
        }
    }

    [Fact]
    public void Every_type_that_has_a_name_is_among_the_samples()
    {
        var concrete = Wire.Types.Values.Where(type => !type.IsAbstract);
        concrete.Except(WireSamples.Values.Concat(WireSamples.Faults).Select(value => value.GetType())).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_left_out_stays_left_out()
    {
        var message = new WakuMessage { ContentTopic = "" };
        var arrived = Wire.Send(message);
        (arrived.Version, arrived.Timestamp, arrived.Ephemeral).ShouldBe((null, null, null));
        (arrived.Meta is null, arrived.RateLimitProof is null).ShouldBe((true, true));
        Wire.Send<Contact?>(null).ShouldBeNull();
        Wire.Send(default(RecipientStatus)).ShouldBe(default);
        Wire.Send(default(ImmutableArray<PublicKey>)).IsDefault.ShouldBeTrue();
    }

    [Fact]
    public void A_public_key_that_is_no_point_is_refused()
    {
        var bytes = Wire.Serializer.SerializeToArray(Samples.Sender(1));
        bytes[^3] ^= 1;
        Should.Throw<FormatException>(() => Wire.Serializer.Deserialize<PublicKey>(bytes));
    }

    [Fact]
    public void A_bundle_keeps_its_bytes_and_its_signature_still_holds()
    {
        var bundle = WireSamples.Bundle();
        var arrived = Wire.Send(bundle);
        arrived.Encode().ToArray().ShouldBe(bundle.Encode().ToArray());
        BundleVerifier.TryVerify(arrived.ToMessage(), Samples.Curve, out _, out _).ShouldBeTrue();
    }

    [Fact]
    public void A_message_of_our_own_arrives_with_its_bundle()
    {
        var made = ProtocolMessage.ForPublic("device", WireSamples.Bundle(), new byte[] { 1 });
        Wire.Send(made).Encode().ShouldBe(made.Encode());
    }

    [Fact]
    public void A_received_message_that_would_be_too_long_written_anew_arrives_all_the_same()
    {
        // Entries without a value are shorter as they came than as we write them.
        var bytes = new List<byte>();
        for (var i = 0; i < 16; i++)
            bytes.AddRange([0xAA, 0x06, 3, 0x0A, 1, (byte)('a' + i)]);
        var padding = new ProtocolMessageProto();
        var room = SecureTransportLimits.MaxMessageLength - bytes.Count - 5;
        padding.PublicMessage = ByteString.CopyFrom(new byte[room]);
        bytes.AddRange(padding.ToByteArray());
        bytes.Count.ShouldBe(SecureTransportLimits.MaxMessageLength);
        ProtocolMessage.TryDecode(bytes.ToArray(), out var received, out _).ShouldBeTrue();
        ProtocolMessage.TryDecode(received.Encode(), out _, out var fault).ShouldBeFalse();
        fault.ShouldBe(ProtocolMessageFault.TooLong);

        var arrived = Wire.Send(received);

        arrived.Entries.Keys.ShouldBe(received.Entries.Keys, ignoreOrder: true);
        arrived.PublicMessage.Length.ShouldBe(room);
    }

    [Fact]
    public void A_received_message_arrives_whatever_is_in_it() =>
        Hold(
            Prop.ForAll(
                Bytes,
                Texts,
                (payload, device) =>
                {
                    var proto = ProtocolMessageProto.Parser.ParseFrom(WireSamples.Received().Encode());
                    proto.PublicMessage = ByteString.CopyFrom(payload);
                    proto.EncryptedMessage[device] = new() { Payload = ByteString.CopyFrom(payload) };
                    if (!ProtocolMessage.TryDecode(proto.ToByteArray(), out var message, out _))
                        return true;
                    var inbound = InboundMessage.From(Samples.Sender(1), message, [], payload, payload.Length);
                    return WireText.Of(Wire.Send(inbound)) == WireText.Of(inbound);
                }
            )
        );

    [Fact]
    public void Content_to_send_arrives_whatever_is_in_it() =>
        Hold(
            Prop.ForAll(
                Bytes,
                Texts,
                Texts,
                (body, name, value) =>
                {
                    var headers = ImmutableDictionary<string, string>.Empty.Add(name, value);
                    OutboundContent data = new OutboundContent.Data(name, body, headers, value);
                    OutboundContent text = new OutboundContent.Text(name, value);
                    return WireText.Of(Wire.Send(data)) == WireText.Of(data)
                        && WireText.Of(Wire.Send(text)) == WireText.Of(text);
                }
            )
        );

    [Fact]
    public void A_received_content_arrives_to_the_tick() =>
        Hold(
            Prop.ForAll(
                Bytes,
                Texts,
                ArbMap.Default.ArbFor<DateTimeOffset>(),
                (body, text, at) =>
                {
                    var content = Samples.Message(text, 1, at) with
                    {
                        Body = body,
                        GroupId = body,
                        Clock = ulong.MaxValue,
                    };
                    return WireText.Of(Wire.Send(content)) == WireText.Of(content);
                }
            )
        );

    [Fact]
    public void An_envelope_arrives_with_its_hash() =>
        Hold(
            Prop.ForAll(
                Bytes,
                Texts,
                (payload, topic) =>
                {
                    var envelope = new Envelope("p" + topic, WakuMessage.ForStatus(payload, topic, payload.Length));
                    var arrived = Wire.Send(envelope);
                    return arrived.Hash == envelope.Hash && WireText.Of(arrived) == WireText.Of(envelope);
                }
            )
        );

    private static void Hold(Property property) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), property);
}
