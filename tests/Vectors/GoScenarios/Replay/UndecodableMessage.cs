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

    /// <summary>The devices that its bundles name.</summary>
    public IEnumerable<(PublicKey Identity, string Installation)> Devices(ISecp256k1 curve)
    {
        foreach (var bytes in message?.Bundles ?? [])
            if (Parse(BundleMessage.Parser, bytes.ToByteArray()) is { } bundle)
                foreach (var installation in bundle.SignedPreKeys.Keys)
                    if (PublicKey.TryParse(curve, bundle.Identity.Span, out var identity))
                        yield return (identity, installation);
    }

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
