using Google.Protobuf;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Vectors.GoScenarios.Replay;

/// <summary>Bytes that we refuse as a message, read as loosely as protobuf does: what another implementation may see in them.</summary>
internal sealed class UndecodableMessage(byte[] wire)
{
    private readonly ProtocolMessageProto? message = Parse(ProtocolMessageProto.Parser, wire);

    /// <summary>Whether a key of a header has another length than a compressed public key.</summary>
    public bool HasShortKey => message?.EncryptedMessage.Values.SelectMany(Keys).Any(IsShort) ?? false;

    /// <summary>Its bundles, as far as they can be read.</summary>
    public IEnumerable<BundleMessage> Bundles =>
        message?.Bundles.Select(bytes => Parse(BundleMessage.Parser, bytes.ToByteArray())).OfType<BundleMessage>()
        ?? [];

    private static IEnumerable<ByteString?> Keys(EncryptedMessage entry) =>
        [entry.DhHeader?.Key, entry.X3DhHeader?.Key, entry.X3DhHeader?.Id, entry.DrHeader?.Key, entry.DrHeader?.Id];

    private static bool IsShort(ByteString? key) => key is not null && key.Length != PublicKey.CompressedLength;

    private static T? Parse<T>(MessageParser<T> parser, byte[] bytes)
        where T : class, IMessage<T>
    {
        try
        {
            return parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
