using System.Collections.Immutable;
using System.Text;
using Google.Protobuf;
using WakuGrains.Benchmarks.Measuring;
using WakuGrains.Benchmarks.Ratchet;
using WakuGrains.Mailboxes;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;
using WakuGrains.Protocol.Wire;
using WakuGrains.Sessions;

namespace WakuGrains.Benchmarks.Pipeline;

/// <summary>Everything that is written and read as protobuf for one message, alone: the wire's layers and the store's records.</summary>
internal static class ProtobufPass
{
    private static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(300);

    /// <summary>Microseconds for one message that travels in so many frames.</summary>
    public static double Measure(ISecp256k1 curve, double frames, TimeProvider time)
    {
        var sample = new SampleMessage(curve);
        var rounds = new Rounds(time);
        var application = rounds.Add(() => Application(sample));
        var transport = rounds.Add(() => Transport(sample));
        var session = rounds.Add(Session(curve));
        var mailbox = rounds.Add(Mailbox(sample));
        rounds.Run(Duration);
        // A frame is two turns: one that sends and one that receives; each writes its session.
        return application.Micros + mailbox.Micros + (frames * (transport.Micros + (2 * session.Micros)));
    }

    private static void Application(SampleMessage sample)
    {
        _ = ChatMessageProto.Parser.ParseFrom(sample.Chat).ToByteArray();
        _ = ApplicationMetadataProto.Parser.ParseFrom(sample.Wrapped).ToByteArray();
    }

    private static void Transport(SampleMessage sample)
    {
        _ = MvdsPayloadProto.Parser.ParseFrom(sample.Packet).ToByteArray();
        _ = sample.Protocol.Encode();
        _ = ProtocolMessage.TryDecode(sample.Data, out _, out _);
        // Once for the outbox and once for the network.
        _ = sample.Waku.Encode();
        _ = WakuMessage.TryDecode(sample.Waku.Encode(), out _);
    }

    private static Action Session(ISecp256k1 curve)
    {
        var definition = new SessionDefinition(curve);
        var state = new SessionMemory(curve).SessionAfter(10);
        return () => definition.Encode(0, state);
    }

    private static Action Mailbox(SampleMessage sample)
    {
        var content = new MessageContent(
            new byte[ApplicationMetadata.MessageIdLength],
            sample.Author.Identity.PublicKey,
            "0f8a2c1e-64d7-4b2f-9c3a-5e7d1b90a4c6",
            ApplicationMessageType.ChatMessage,
            "text/plain",
            Encoding.UTF8.GetBytes(new string('.', 256)),
            ImmutableDictionary<string, string>.Empty,
            "",
            1,
            DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch
        );
        return () => MessageContentCodec.Encode(content);
    }
}
