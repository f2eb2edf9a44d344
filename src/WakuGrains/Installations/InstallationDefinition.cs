using Google.Protobuf;
using WakuGrains.Devices;
using WakuGrains.Engine;
using WakuGrains.Protocol.Primitives;
using WakuGrains.State;

namespace WakuGrains.Installations;

/// <summary>How installations are stored. The signed bundle is not: signing again is cheap.</summary>
public sealed class InstallationDefinition(ISecp256k1 curve) : IEntityDefinition<InstallationState>
{
    /// <summary>The kind's name in the store.</summary>
    public const string KindName = "installation";

    private const uint Format = 1;

    /// <inheritdoc/>
    public string Kind => KindName;

    /// <inheritdoc/>
    public IReadOnlyList<string> Parts { get; } = ["main"];

    /// <inheritdoc/>
    public InstallationState Empty(string key) => new(InstallationKey.Parse(key), [], null, null, false);

    /// <inheritdoc/>
    public bool HasChanged(int part, InstallationState before, InstallationState after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return before.Prekeys != after.Prekeys
            || before.ContactCodePublishedAt != after.ContactCodePublishedAt
            || before.IsAnnounced != after.IsAnnounced
            || before.Siblings != after.Siblings
            || before.Name != after.Name
            || before.PrekeyRenewedAt != after.PrekeyRenewedAt;
    }

    /// <inheritdoc/>
    public byte[] Encode(int part, InstallationState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var record = new InstallationRecord
        {
            Format = Format,
            Announced = state.IsAnnounced,
            ContactCodePublishedMs = Milliseconds(state.ContactCodePublishedAt),
            Name = state.Name,
            PrekeyRenewedMs = Milliseconds(state.PrekeyRenewedAt),
        };
        record.Siblings.AddRange(state.Siblings.Select(KnownDeviceCodec.ToRecord));
        foreach (var prekey in state.Prekeys)
            record.Prekeys.Add(
                new OwnPrekeyRecord
                {
                    Key = KeyPairCodec.ToRecord(prekey.Pair),
                    Version = prekey.Version,
                    CreatedMs = prekey.CreatedAt.ToUnixTimeMilliseconds(),
                }
            );
        return record.ToByteArray();
    }

    /// <inheritdoc/>
    public InstallationState Decode(string key, IReadOnlyList<byte[]?> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts[0] is not { } bytes)
            return Empty(key);
        var record = RecordFormat.Parse(InstallationRecord.Parser, bytes, Kind);
        RecordFormat.Require(record.Format, Format, Kind);
        return RecordFormat.Restore(Kind, () => Restore(key, record));
    }

    private InstallationState Restore(string key, InstallationRecord record) =>
        new(
            InstallationKey.Parse(key),
            [.. record.Prekeys.Select(FromRecord)],
            null,
            Time(record.ContactCodePublishedMs),
            record.Announced
        )
        {
            Siblings = [.. record.Siblings.Select(KnownDeviceCodec.FromRecord)],
            Name = record.Name,
            PrekeyRenewedAt = Time(record.PrekeyRenewedMs),
        };

    private static long Milliseconds(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds() ?? 0;

    private static DateTimeOffset? Time(long milliseconds) =>
        milliseconds == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private OwnPrekey FromRecord(OwnPrekeyRecord record) =>
        new(
            KeyPairCodec.FromRecord(curve, record.Key),
            record.Version,
            DateTimeOffset.FromUnixTimeMilliseconds(record.CreatedMs)
        );
}
