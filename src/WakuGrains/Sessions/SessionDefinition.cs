using System.Collections.Immutable;
using Google.Protobuf;
using WakuGrains.Engine;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.State;

namespace WakuGrains.Sessions;

/// <summary>
/// How sessions are stored: the main part with devices, ratchets and clock, near 2 kB, and the skipped message keys, which are
/// written only when they change.
/// </summary>
public sealed class SessionDefinition(ISecp256k1 curve) : IEntityDefinition<SessionState>
{
    /// <summary>The kind's name in the store.</summary>
    public const string KindName = "session";

    private const int MainPart = 0;
    private const uint Format = 1;

    /// <inheritdoc/>
    public string Kind => KindName;

    /// <inheritdoc/>
    public IReadOnlyList<string> Parts { get; } = ["main", "keys"];

    /// <inheritdoc/>
    public SessionState Empty(string key) => new(SessionKey.Parse(curve, key), [], [], 0, null, []);

    /// <inheritdoc/>
    public bool HasChanged(int part, SessionState before, SessionState after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return part == MainPart ? !ReferenceEquals(before, after) : SkippedKeysChanged(before.Sessions, after.Sessions);
    }

    /// <inheritdoc/>
    public byte[] Encode(int part, SessionState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return part == MainPart ? EncodeMain(state) : EncodeKeys(state);
    }

    /// <inheritdoc/>
    public SessionState Decode(string key, IReadOnlyList<byte[]?> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts is not [{ } main, var keys])
            return Empty(key);
        var record = RecordFormat.Parse(SessionRecord.Parser, main, Kind);
        RecordFormat.Require(record.Format, Format, Kind);
        var skipped = keys is null
            ? new SkippedKeysRecord { Format = Format }
            : RecordFormat.Parse(SkippedKeysRecord.Parser, keys, Kind);
        RecordFormat.Require(skipped.Format, Format, Kind);
        return RecordFormat.Restore(Kind, () => Restore(key, record, skipped));
    }

    /// <inheritdoc/>
    public void Wipe(SessionState superseded, SessionState current)
    {
        ArgumentNullException.ThrowIfNull(superseded);
        ArgumentNullException.ThrowIfNull(current);
        if (superseded.Sessions == current.Sessions)
            return;
        foreach (var session in superseded.Sessions)
            if (!current.Sessions.Any(kept => ReferenceEquals(kept.Ratchet, session.Ratchet)))
                session.Ratchet.Dispose();
    }

    private SessionState Restore(string key, SessionRecord record, SkippedKeysRecord skipped) =>
        new(
            SessionKey.Parse(curve, key),
            [.. record.Devices.Select(FromRecord)],
            [.. record.Sessions.Select(session => FromRecord(session, KeysOf(session, skipped)))],
            record.ChatClock,
            record.NegotiatedTopic.Length == 0
                ? null
                : new NegotiatedTopic(record.NegotiatedTopic, new SecretBytes(record.NegotiatedKey.Span)),
            [.. record.PendingAcknowledgements.Select(id => (ReadOnlyMemory<byte>)id.ToByteArray())]
        );

    // A session that left takes its skipped keys with it; one without any has nothing to write.
    private static bool SkippedKeysChanged(ImmutableArray<DeviceSession> before, ImmutableArray<DeviceSession> after)
    {
        if (before == after)
            return false;
        var old = before.Where(session => session.SkippedKeys.Count > 0).ToList();
        var current = after.Where(session => session.SkippedKeys.Count > 0).ToList();
        return old.Count != current.Count
            || !old.Zip(current).All(pair => ReferenceEquals(pair.First.SkippedKeys, pair.Second.SkippedKeys));
    }

    private static byte[] EncodeMain(SessionState state)
    {
        var record = new SessionRecord { Format = Format, ChatClock = state.ChatClock };
        record.Devices.AddRange(state.Devices.Select(ToRecord));
        record.Sessions.AddRange(state.Sessions.Select(ToRecord));
        if (state.Negotiated is { } negotiated)
        {
            record.NegotiatedTopic = negotiated.ContentTopic;
            record.NegotiatedKey = ByteString.CopyFrom(negotiated.Key.Span);
        }

        record.PendingAcknowledgements.AddRange(
            state.PendingAcknowledgements.Select(id => UnsafeByteOperations.UnsafeWrap(id))
        );
        return record.ToByteArray();
    }

    private static byte[] EncodeKeys(SessionState state)
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

    private static PeerDeviceRecord ToRecord(PeerDevice device) =>
        new()
        {
            InstallationId = device.InstallationId,
            ActiveNs = device.ActiveAtNanoseconds,
            ProtocolVersion = device.ProtocolVersion,
            SignedPrekey = Bytes(device.SignedPrekey),
            PrekeyVersion = device.PrekeyVersion,
            UsesNegotiatedTopic = device.UsesNegotiatedTopic,
        };

    private static PeerDevice FromRecord(PeerDeviceRecord record) =>
        new(
            record.InstallationId,
            record.ActiveNs,
            record.ProtocolVersion,
            EncodedKey.Parse(record.SignedPrekey.Span),
            record.PrekeyVersion,
            record.UsesNegotiatedTopic
        );

    private static DeviceSessionRecord ToRecord(DeviceSession session) =>
        new()
        {
            InstallationId = session.InstallationId,
            SignedPrekey = Bytes(session.SignedPrekey),
            OwnPrekey = session.IsOwnPrekey,
            SharedKey = ByteString.CopyFrom(session.SharedKey.Bytes),
            Ephemeral = Bytes(session.Ephemeral),
            Confirmed = session.IsConfirmed,
            Ratchet = RatchetCodec.ToRecord(session.Ratchet),
            UsedMs = session.UsedAt.ToUnixTimeMilliseconds(),
        };

    private static DeviceSession FromRecord(DeviceSessionRecord record, MessageKeyStore skippedKeys) =>
        new(
            record.InstallationId,
            EncodedKey.Parse(record.SignedPrekey.Span),
            record.OwnPrekey,
            SharedKey.From(record.SharedKey.Span),
            EncodedKey.Parse(record.Ephemeral.Span),
            record.Confirmed,
            RatchetCodec.FromRecord(record.Ratchet),
            skippedKeys,
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
