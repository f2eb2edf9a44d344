using System.Collections.Immutable;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Benchmarks.Pipeline;

/// <summary>One message of the pipeline, layer by layer, as it travels.</summary>
internal sealed class SampleMessage
{
    private const string Device = "0f8a2c1e-64d7-4b2f-9c3a-5e7d1b90a4c6";
    private const long Nanoseconds = 1_700_000_000_000_000_000;
    private const ulong Milliseconds = 1_700_000_000_000;

    public SampleMessage(ISecp256k1 curve)
    {
        Author = new Ratchet.Party(curve);
        var peer = new Ratchet.Party(curve).Identity.PublicKey;
        Chat = ChatText.Build(Milliseconds, Milliseconds, new string('.', 256), ChatId.Of(peer));
        Wrapped = ApplicationMetadata.Wrap(curve, Author.Identity, ApplicationMessageType.ChatMessage, Chat);
        ImmutableArray<ReadOnlyMemory<byte>> acknowledgements = [new byte[Mvds.IdLength]];
        Packet = Mvds.Build(Mvds.GroupId(Author.Identity.PublicKey, peer), 1_700_000_000, [Wrapped], acknowledgements);
        Protocol = Compose(Author.SignBundle());
        Data = Protocol.Encode();
        Frame = PayloadV1.SealSymmetric(curve, Data, Author.Identity, TopicKey, SystemRandomSource.Instance);
        Waku = WakuMessage.ForStatus(Frame, "/waku/1/0x267af2e9/rfc26", Nanoseconds);
    }

    public static byte[] TopicKey { get; } = Enumerable.Repeat((byte)7, 32).ToArray();

    public Ratchet.Party Author { get; }

    /// <summary>The ChatMessage.</summary>
    public byte[] Chat { get; }

    /// <summary>The ApplicationMetadataMessage around it.</summary>
    public byte[] Wrapped { get; }

    /// <summary>The MVDS packet with it and one acknowledgement: the plaintext of the ratchet.</summary>
    public byte[] Packet { get; }

    /// <summary>The ProtocolMessage.</summary>
    public ProtocolMessage Protocol { get; }

    /// <summary>The same, written: the data of the frame.</summary>
    public byte[] Data { get; }

    /// <summary>The encrypted frame.</summary>
    public byte[] Frame { get; }

    /// <summary>The Waku message.</summary>
    public WakuMessage Waku { get; }

    private ProtocolMessage Compose(Bundle bundle)
    {
        var key = EncodedKey.Of(Author.Prekey.PublicKey);
        var payload = new byte[Packet.Length + AesCtr.CounterLength + HmacSha256.Length];
        var header = new RatchetMessageHeader(new RatchetHeader(key, 1, 1), key);
        return ProtocolMessage.ForEntries(
            Device,
            bundle,
            [new(Device, new EncryptedEntry(X3dh: null, header, DiffieHellman: null, HashRatchet: null, payload))]
        );
    }
}
