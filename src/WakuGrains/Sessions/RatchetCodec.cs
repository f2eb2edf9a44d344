using Google.Protobuf;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.State;

namespace WakuGrains.Sessions;

/// <summary>Ratchet states in records.</summary>
internal static class RatchetCodec
{
    public static RatchetRecord ToRecord(RatchetState state)
    {
        var record = new RatchetRecord
        {
            RootKey = ByteString.CopyFrom(state.RootKey),
            SendingChainKey = ByteString.CopyFrom(state.SendingChainKey),
            ReceivingChainKey = ByteString.CopyFrom(state.ReceivingChainKey),
            OwnPrivateKey = ByteString.CopyFrom(state.OwnPrivateKey),
            OwnKey = ByteString.CopyFrom(state.OwnKey.Bytes),
            RemoteKey = state.RemoteKey is null ? ByteString.Empty : ByteString.CopyFrom(state.RemoteKey.Bytes),
            SendingN = state.SendingN,
            ReceivingN = state.ReceivingN,
            Pn = state.Pn,
            KeysCount = state.KeysCount,
        };
        foreach (var chain in state.Retired)
            record.Retired.Add(
                new RetiredChainRecord { Key = ByteString.CopyFrom(chain.Key.Bytes), Length = chain.Length }
            );
        return record;
    }

    public static RatchetState FromRecord(RatchetRecord record) =>
        RatchetState.FromRecord(
            record.RootKey.Span,
            record.SendingChainKey.Span,
            record.ReceivingChainKey.Span,
            record.OwnPrivateKey.Span,
            EncodedKey.Parse(record.OwnKey.Span),
            record.RemoteKey.IsEmpty ? null : EncodedKey.Parse(record.RemoteKey.Span),
            record.SendingN,
            record.ReceivingN,
            record.Pn,
            record.KeysCount,
            [.. record.Retired.Select(chain => new RetiredChain(EncodedKey.Parse(chain.Key.Span), chain.Length))]
        );
}
