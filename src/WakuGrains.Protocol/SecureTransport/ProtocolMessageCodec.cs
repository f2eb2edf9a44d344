using System.Collections.Immutable;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Collections;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Protocol.SecureTransport;

/// <summary>
/// The protobuf form of a <see cref="ProtocolMessage"/>: lenient about unknown fields as the deployed network needs it
/// (facts 1.3), strict about limits. Knows no curve.
/// </summary>
internal static class ProtocolMessageCodec
{
    private static readonly MessageParser<ProtocolMessageProto> Messages =
        ProtocolMessageProto.Parser.WithDiscardUnknownFields(true);

    private static readonly MessageParser<BundleMessage> Bundles = BundleMessage.Parser.WithDiscardUnknownFields(true);

    public static (ProtocolMessage? Message, ProtocolMessageFault Fault) Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > SecureTransportLimits.MaxMessageLength)
            return (null, ProtocolMessageFault.TooLong);
        if (!ProtoReader.TryParse(Messages, bytes, out var proto))
            return (null, ProtocolMessageFault.Malformed);
        var fault = CheckLimits(proto);
        if (fault != ProtocolMessageFault.None)
            return (null, fault);
        if (!TryReadBundles(proto.Bundles, out var bundles))
            return (null, ProtocolMessageFault.Malformed);
        return TryReadEntries(proto.EncryptedMessage, out var entries)
            ? (new(proto.InstallationId, bundles, proto.PublicMessage.Memory, entries), ProtocolMessageFault.None)
            : (null, ProtocolMessageFault.InvalidHeaderKey);
    }

    /// <summary>Writes a message; the cached bytes of our own bundle are taken as they are.</summary>
    public static byte[] Encode(ProtocolMessage message, Bundle? ownBundle)
    {
        var proto = new ProtocolMessageProto
        {
            InstallationId = message.InstallationId,
            PublicMessage = UnsafeByteOperations.UnsafeWrap(message.PublicMessage),
        };
        if (ownBundle is not null)
            proto.Bundles.Add(UnsafeByteOperations.UnsafeWrap(ownBundle.Encode()));
        else
            proto.Bundles.Add(message.Bundles.Select(bundle => bundle.ToByteString()));
        foreach (var (device, entry) in message.Entries)
            proto.EncryptedMessage[device] = EntryCodec.ToProto(entry);
        return proto.ToByteArray();
    }

    private static ProtocolMessageFault CheckLimits(ProtocolMessageProto proto)
    {
        if (proto.Bundles.Count > SecureTransportLimits.MaxBundles)
            return ProtocolMessageFault.TooManyBundles;
        if (proto.EncryptedMessage.Count > SecureTransportLimits.MaxEncryptedMessages)
            return ProtocolMessageFault.TooManyEntries;
        if (IsTooLong(proto.InstallationId) || proto.EncryptedMessage.Keys.Any(IsTooLong))
            return ProtocolMessageFault.InstallationIdTooLong;
        return proto.EncryptedMessage.Values.All(HasGroupHeaderWithinLimits)
            ? ProtocolMessageFault.None
            : ProtocolMessageFault.GroupHeaderTooLarge;
    }

    private static bool HasGroupHeaderWithinLimits(EncryptedMessage entry) =>
        entry.HrHeader is null || GroupHeaders.IsWithinLimits(entry.HrHeader);

    private static bool IsTooLong(string installationId) =>
        Encoding.UTF8.GetByteCount(installationId) > SecureTransportLimits.MaxInstallationIdLength;

    private static bool TryReadBundles(RepeatedField<ByteString> protos, out ImmutableArray<BundleMessage> bundles)
    {
        bundles = [];
        var read = ImmutableArray.CreateBuilder<BundleMessage>(protos.Count);
        foreach (var proto in protos)
        {
            if (!ProtoReader.TryParse(Bundles, proto.Span, out var bundle))
                return false;
            read.Add(bundle);
        }

        bundles = read.MoveToImmutable();
        return true;
    }

    private static bool TryReadEntries(
        MapField<string, EncryptedMessage> protos,
        out ImmutableDictionary<string, EncryptedEntry> entries
    )
    {
        entries = ImmutableDictionary<string, EncryptedEntry>.Empty;
        var read = ImmutableDictionary.CreateBuilder<string, EncryptedEntry>(StringComparer.Ordinal);
        foreach (var (device, proto) in protos)
        {
            if (EntryCodec.Read(proto) is not { } entry)
                return false;
            read.Add(device, entry);
        }

        entries = read.ToImmutable();
        return true;
    }
}
