using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace WakuGrains.Protocol.SecureTransport;

/// <summary>
/// The keys of messages that have not arrived yet, of one Double Ratchet session (facts 3.5, 3.6): an immutable map whose
/// versions share their structure, so that a message costs the logarithm of the size. Knows no cryptography.
/// </summary>
/// <remarks>
/// Only skipped keys are in it. A key leaves with the message that it decrypts; the deployed implementation keeps it, so
/// that a repeat decrypts again there and is a duplicate here.
/// </remarks>
public sealed class MessageKeyStore
{
    private readonly ImmutableDictionary<MessageKeyId, SkippedMessageKey> byId;
    private readonly ImmutableSortedDictionary<ulong, SkippedMessageKey> bySequence;

    private MessageKeyStore(
        ImmutableDictionary<MessageKeyId, SkippedMessageKey> byId,
        ImmutableSortedDictionary<ulong, SkippedMessageKey> bySequence
    )
    {
        this.byId = byId;
        this.bySequence = bySequence;
    }

    /// <summary>No keys.</summary>
    public static MessageKeyStore Empty { get; } =
        new(
            ImmutableDictionary<MessageKeyId, SkippedMessageKey>.Empty,
            ImmutableSortedDictionary<ulong, SkippedMessageKey>.Empty
        );

    /// <summary>Number of keys.</summary>
    public int Count => byId.Count;

    /// <summary>All keys, the one skipped first first: what a record holds.</summary>
    public IEnumerable<SkippedMessageKey> Keys => bySequence.Values;

    /// <summary>Restores a store from the keys of a record.</summary>
    /// <exception cref="ArgumentException">A message or a sequence number occurs twice.</exception>
    public static MessageKeyStore FromRecord(IEnumerable<SkippedMessageKey> keys)
    {
        SkippedMessageKey[] read = [.. keys];
        var store = Empty.With(read);
        return store.byId.Count == read.Length && store.bySequence.Count == read.Length
            ? store
            : throw new ArgumentException("A message or a sequence number occurs twice.", nameof(keys));
    }

    /// <summary>The key of a message that was skipped.</summary>
    public bool TryGet(MessageKeyId id, [NotNullWhen(true)] out SkippedMessageKey? key) =>
        byId.TryGetValue(id, out key);

    /// <summary>
    /// Adds keys. A peer that comes back to a ratchet key of long ago, as only a broken or malicious one does, replaces the
    /// keys that it skipped then.
    /// </summary>
    internal MessageKeyStore With(IReadOnlyCollection<SkippedMessageKey> keys)
    {
        if (keys.Count == 0)
            return this;
        var ids = byId.ToBuilder();
        var sequences = bySequence.ToBuilder();
        foreach (var key in keys)
        {
            if (ids.TryGetValue(key.Id, out var replaced))
                sequences.Remove(replaced.Sequence);
            ids[key.Id] = key;
            sequences[key.Sequence] = key;
        }

        return new(ids.ToImmutable(), sequences.ToImmutable());
    }

    internal MessageKeyStore Remove(SkippedMessageKey key) => new(byId.Remove(key.Id), bySequence.Remove(key.Sequence));

    /// <summary>Drops the oldest keys beyond the limits; <paramref name="keysCount"/> is the age of the session.</summary>
    internal MessageKeyStore Trim(RatchetLimits limits, ulong keysCount)
    {
        var kept = this;
        if (Count == 0)
            return kept;
        foreach (var key in bySequence.Values)
        {
            var tooOld = key.Sequence + (ulong)limits.MaxKeyAge <= keysCount;
            if (!tooOld && kept.Count <= limits.MaxKeysPerSession)
                break;
            kept = kept.Remove(key);
        }

        return kept;
    }

    /// <summary>The number of keys; never a key.</summary>
    public override string ToString() => $"MessageKeyStore({Count} keys)";
}
