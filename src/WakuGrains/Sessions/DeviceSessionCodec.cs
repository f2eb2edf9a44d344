using Google.Protobuf;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.State;

namespace WakuGrains.Sessions;

/// <summary>Ratchet sessions in records, their skipped message keys apart.</summary>
internal static class DeviceSessionCodec
{
    private const uint Format = 1;

    public static byte[] EncodeKeys(SessionState state)
    {
        var record = new SkippedKeysRecord { Format = Format };
        foreach (var session in state.Sessions.Where(session => session.SkippedKeys.Count > 0))
        {
            var keys = new SkippedKeysOfSessionRecord
            {
                InstallationId = session.InstallationId,
                SignedPrekey = Bytes(session.SignedPrekey),
                Ephemeral = Bytes(session.Ephemeral),
            };
            keys.Keys.AddRange(
                session.SkippedKeys.Keys.Select(key => new SkippedKeyRecord
                {
                    Chain = Bytes(key.Id.Chain),
                    N = key.Id.N,
                    Age = key.Sequence,
                    Key = ByteString.CopyFrom(key.Key),
                })
            );
            record.Sessions.Add(keys);
        }

        return record.ToByteArray();
    }

    public static DeviceSessionRecord ToRecord(DeviceSession session) =>
        new()
        {
            InstallationId = session.InstallationId,
            SignedPrekey = Bytes(session.SignedPrekey),
            OwnPrekey = session.IsOwnPrekey,
            SharedKey = ByteString.CopyFrom(session.SharedKey.Bytes),
            Ephemeral = Bytes(session.Ephemeral),
            Confirmed = session.IsConfirmed,
            PeerPrekeyVersion = session.PeerPrekeyVersion,
            Ratchet = RatchetCodec.ToRecord(session.Ratchet),
            UsedMs = session.UsedAt.ToUnixTimeMilliseconds(),
        };

    public static DeviceSession FromRecord(DeviceSessionRecord record, SkippedKeysRecord skipped) =>
        new(
            record.InstallationId,
            EncodedKey.Parse(record.SignedPrekey.Span),
            record.OwnPrekey,
            SharedKey.From(record.SharedKey.Span),
            EncodedKey.Parse(record.Ephemeral.Span),
            record.Confirmed,
            RatchetCodec.FromRecord(record.Ratchet),
            KeysOf(record, skipped),
            record.PeerPrekeyVersion,
            DateTimeOffset.FromUnixTimeMilliseconds(record.UsedMs)
        );

    private static MessageKeyStore KeysOf(DeviceSessionRecord session, SkippedKeysRecord skipped)
    {
        var found = skipped.Sessions.FirstOrDefault(keys =>
            keys.InstallationId == session.InstallationId
            && keys.SignedPrekey.Equals(session.SignedPrekey)
            && keys.Ephemeral.Equals(session.Ephemeral)
        );
        return found is null
            ? MessageKeyStore.Empty
            : MessageKeyStore.FromRecord(
                found.Keys.Select(key => new SkippedMessageKey(
                    new MessageKeyId(EncodedKey.Parse(key.Chain.Span), key.N),
                    key.Age,
                    key.Key.ToByteArray()
                ))
            );
    }

    private static ByteString Bytes(EncodedKey key) => ByteString.CopyFrom(key.Bytes);
}
