using Google.Protobuf;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
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

    /// <summary>The device that it says it is from.</summary>
    public string InstallationId => message?.InstallationId ?? "";

    /// <summary>The X3DH header of the entry for a device, if its keys are whole.</summary>
    public X3dhHeader? X3dh(string installation)
    {
        if (message is null || !message.EncryptedMessage.TryGetValue(installation, out var entry))
            return null;
        return
            EncodedKey.TryCreate((entry.X3DhHeader?.Key ?? ByteString.Empty).Span, out var key)
            && EncodedKey.TryCreate((entry.X3DhHeader?.Id ?? ByteString.Empty).Span, out var prekey)
            ? new X3dhHeader(key, prekey)
            : null;
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
