using Google.Protobuf;
using WakuGrains.Engine;
using WakuGrains.Protocol.Primitives;
using WakuGrains.State;
using WakuGrains.Trust;

namespace WakuGrains.Identities;

/// <summary>How identities are stored.</summary>
public sealed class IdentityDefinition(ISecp256k1 curve) : IEntityDefinition<IdentityState>
{
    /// <summary>The kind's name in the store.</summary>
    public const string KindName = "identity";

    private const uint Format = 1;

    /// <inheritdoc/>
    public string Kind => KindName;

    /// <inheritdoc/>
    public IReadOnlyList<string> Parts { get; } = ["main"];

    /// <inheritdoc/>
    public IdentityState Empty(string key) => new(IdentityKey.Parse(key), null, DateTimeOffset.UnixEpoch, []);

    /// <inheritdoc/>
    public bool HasChanged(int part, IdentityState before, IdentityState after) => !ReferenceEquals(before, after);

    /// <inheritdoc/>
    public byte[] Encode(int part, IdentityState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var record = new IdentityRecord
        {
            Format = Format,
            CreatedMs = state.CreatedAt.ToUnixTimeMilliseconds(),
            TrustPolicy = (uint)state.TrustPolicy,
        };
        if (state.KeyPair is not null)
            record.Key = KeyPairCodec.ToRecord(state.KeyPair);
        record.Installations.AddRange(state.Installations);
        record.Contacts.AddRange(state.Contacts.Select(ToRecord));
        return record.ToByteArray();
    }

    /// <inheritdoc/>
    public IdentityState Decode(string key, IReadOnlyList<byte[]?> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts[0] is not { } bytes)
            return Empty(key);
        var record = RecordFormat.Parse(IdentityRecord.Parser, bytes, Kind);
        RecordFormat.Require(record.Format, Format, Kind);
        return RecordFormat.Restore(Kind, () => Restore(key, record));
    }

    private IdentityState Restore(string key, IdentityRecord record) =>
        new(
            IdentityKey.Parse(key),
            record.Key is null ? null : KeyPairCodec.FromRecord(curve, record.Key),
            DateTimeOffset.FromUnixTimeMilliseconds(record.CreatedMs),
            [.. record.Installations]
        )
        {
            TrustPolicy = Known((TrustPolicy)record.TrustPolicy),
            Contacts = IdentityState.NoContacts.AddRange(record.Contacts.Select(FromRecord)),
        };

    private static ContactRecord ToRecord(KeyValuePair<string, PublicKey> contact) =>
        new() { Name = contact.Key, PublicKey = ByteString.CopyFrom(contact.Value.Compressed) };

    private KeyValuePair<string, PublicKey> FromRecord(ContactRecord record) =>
        new(record.Name, PublicKey.Parse(curve, record.PublicKey.Span));

    // A policy of a later version must not be read as a weaker one.
    private static TrustPolicy Known(TrustPolicy policy) =>
        Enum.IsDefined(policy) ? policy : throw new FormatException("A trust policy that this build does not know.");
}
