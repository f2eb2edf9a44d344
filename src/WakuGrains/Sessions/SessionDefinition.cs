using System.Collections.Immutable;
using Google.Protobuf;
using WakuGrains.Devices;
using WakuGrains.Engine;
using WakuGrains.Protocol.Primitives;
using WakuGrains.State;
using WakuGrains.Topics;
using WakuGrains.Trust;

namespace WakuGrains.Sessions;

/// <summary>
/// How sessions are stored: the main part with devices, ratchets and clock, near 2 kB; the skipped message keys and the messages
/// that wait for a decision, which are written only when they change.
/// </summary>
public sealed class SessionDefinition(ISecp256k1 curve) : IEntityDefinition<SessionState>
{
    /// <summary>The kind's name in the store.</summary>
    public const string KindName = "session";

    private const int MainPart = 0;
    private const int KeysPart = 1;
    private const int HeldPart = 2;
    private const uint Format = 1;

    /// <inheritdoc/>
    public string Kind => KindName;

    /// <inheritdoc/>
    public IReadOnlyList<string> Parts { get; } = ["main", "keys", "held"];

    /// <inheritdoc/>
    public SessionState Empty(string key) => new(SessionKey.Parse(curve, key), [], [], 0, null, []);

    /// <inheritdoc/>
    public bool HasChanged(int part, SessionState before, SessionState after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return part switch
        {
            MainPart => !ReferenceEquals(before, after),
            KeysPart => SkippedKeysChanged(before.Sessions, after.Sessions),
            _ => before.Held != after.Held,
        };
    }

    /// <inheritdoc/>
    public byte[] Encode(int part, SessionState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return part switch
        {
            MainPart => EncodeMain(state),
            KeysPart => DeviceSessionCodec.EncodeKeys(state),
            _ => HeldMessageCodec.Encode(state.Held),
        };
    }

    /// <inheritdoc/>
    public SessionState Decode(string key, IReadOnlyList<byte[]?> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts[MainPart] is not { } main)
            return Empty(key);
        var keys = parts[KeysPart];
        var record = RecordFormat.Parse(SessionRecord.Parser, main, Kind);
        RecordFormat.Require(record.Format, Format, Kind);
        var skipped = keys is null
            ? new SkippedKeysRecord { Format = Format }
            : RecordFormat.Parse(SkippedKeysRecord.Parser, keys, Kind);
        RecordFormat.Require(skipped.Format, Format, Kind);
        return RecordFormat.Restore(
            Kind,
            () => Restore(key, record, skipped, HeldMessageCodec.Decode(parts[HeldPart]))
        );
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

    private SessionState Restore(
        string key,
        SessionRecord record,
        SkippedKeysRecord skipped,
        ImmutableArray<HeldMessage> held
    ) =>
        new(
            SessionKey.Parse(curve, key),
            [.. record.Devices.Select(KnownDeviceCodec.FromRecord)],
            [.. record.Sessions.Select(session => DeviceSessionCodec.FromRecord(session, skipped))],
            record.ChatClock,
            record.NegotiatedTopic.Length == 0
                ? null
                : new NegotiatedTopic(record.NegotiatedTopic, new SecretBytes(record.NegotiatedKey.Span)),
            [.. record.PendingAcknowledgements.Select(id => (ReadOnlyMemory<byte>)id.ToByteArray())]
        )
        {
            Trust = Known((PeerTrust)record.Trust),
            AnsweredAt = record.AnsweredMs == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(record.AnsweredMs),
            Held = held,
            Groups = [.. record.Groups.Select(id => (ReadOnlyMemory<byte>)id.ToByteArray())],
        };

    // A decision of a later version must not be read as a weaker one.
    private static PeerTrust Known(PeerTrust trust) =>
        Enum.IsDefined(trust)
            ? trust
            : throw new FormatException("A decision about a peer that this build does not know.");

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
        var record = new SessionRecord
        {
            Format = Format,
            ChatClock = state.ChatClock,
            Trust = (uint)state.Trust,
            AnsweredMs = state.AnsweredAt?.ToUnixTimeMilliseconds() ?? 0,
        };
        record.Devices.AddRange(state.Devices.Select(KnownDeviceCodec.ToRecord));
        record.Sessions.AddRange(state.Sessions.Select(DeviceSessionCodec.ToRecord));
        if (state.Negotiated is { } negotiated)
        {
            record.NegotiatedTopic = negotiated.ContentTopic;
            record.NegotiatedKey = ByteString.CopyFrom(negotiated.Key.Span);
        }

        record.Groups.AddRange(state.Groups.Select(id => UnsafeByteOperations.UnsafeWrap(id)));
        record.PendingAcknowledgements.AddRange(
            state.PendingAcknowledgements.Select(id => UnsafeByteOperations.UnsafeWrap(id))
        );
        return record.ToByteArray();
    }
}
