using Google.Protobuf;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Protocol.SecureTransport;

/// <summary>The protobuf form of an <see cref="EncryptedEntry"/>. Checks the lengths of keys, not their points.</summary>
internal static class EntryCodec
{
    /// <summary>The entry, or nothing when a key of a header has the wrong length.</summary>
    public static EncryptedEntry? Read(EncryptedMessage proto)
    {
        var x3dh = ReadX3dh(proto.X3DhHeader);
        var ratchet = ReadRatchet(proto.DrHeader);
        var diffieHellman = ReadKey(proto.DhHeader?.Key);
        var isWhole =
            x3dh is null == proto.X3DhHeader is null
            && ratchet is null == proto.DrHeader is null
            && diffieHellman is null == proto.DhHeader is null;
        return isWhole ? new(x3dh, ratchet, diffieHellman, proto.HrHeader, proto.Payload.Memory) : null;
    }

    public static EncryptedMessage ToProto(EncryptedEntry entry) =>
        new()
        {
            X3DhHeader = entry.X3dh is { } x3dh
                ? new() { Key = ToBytes(x3dh.Key), Id = ToBytes(x3dh.SignedPrekey) }
                : null,
            DrHeader = entry.Ratchet is { } ratchet
                ? new()
                {
                    Key = ToBytes(ratchet.Header.Key),
                    N = ratchet.Header.N,
                    Pn = ratchet.Header.Pn,
                    Id = ToBytes(ratchet.SignedPrekey),
                }
                : null,
            DhHeader = entry.DiffieHellman is { } key ? new() { Key = ToBytes(key) } : null,
            HrHeader = entry.HashRatchet,
            Payload = UnsafeByteOperations.UnsafeWrap(entry.Payload),
        };

    private static X3dhHeader? ReadX3dh(X3dhHeaderMessage? proto) =>
        ReadKey(proto?.Key) is { } key && ReadKey(proto?.Id) is { } prekey ? new(key, prekey) : null;

    private static RatchetMessageHeader? ReadRatchet(DoubleRatchetHeaderMessage? proto) =>
        ReadKey(proto?.Key) is { } key && ReadKey(proto?.Id) is { } prekey
            ? new(new RatchetHeader(key, proto!.N, proto.Pn), prekey)
            : null;

    private static EncodedKey? ReadKey(ByteString? bytes) =>
        bytes is not null && EncodedKey.TryCreate(bytes.Span, out var key) ? key : null;

    private static ByteString ToBytes(EncodedKey key) => ByteString.CopyFrom(key.Bytes);
}
