using WakuGrains.Protocol.Primitives;
using WakuGrains.State;

namespace WakuGrains.Engine;

/// <summary>Key pairs in records.</summary>
internal static class KeyPairCodec
{
    public static KeyPairRecord ToRecord(KeyPair pair) =>
        new()
        {
            PrivateKey = Google.Protobuf.ByteString.CopyFrom(pair.PrivateKey),
            PublicKey = Google.Protobuf.ByteString.CopyFrom(pair.PublicKey.Uncompressed),
        };

    public static KeyPair FromRecord(ISecp256k1 curve, KeyPairRecord record) =>
        KeyPair.FromRecord(record.PrivateKey.Span, PublicKey.Parse(curve, record.PublicKey.Span));
}
