using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Letters;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Sessions;

/// <summary>
/// Keys of a group that a peer gives us alone, beside or as an encrypted message (facts 5). They go to the group by a letter, in
/// the same commit that uses up the message. Pure.
/// </summary>
/// <param name="Plaintext">What the message says besides; empty when it is the keys once more.</param>
/// <param name="Groups">The groups whose keys the peer has given us.</param>
/// <param name="Effects">The letter, if there are keys and the peer may give us this group's.</param>
internal readonly record struct ReceivedGroupKeys(
    ReadOnlyMemory<byte> Plaintext,
    ImmutableArray<ReadOnlyMemory<byte>> Groups,
    ImmutableArray<Effect> Effects
)
{
    /// <summary>Reads the keys of an entry that was decrypted.</summary>
    public static ReceivedGroupKeys Read(SessionState state, EncryptedEntry? entry, ReadOnlyMemory<byte> plaintext)
    {
        if (entry?.HashRatchet is not { } header || !GroupKeyExchange.TryRead(entry, plaintext.Span, out var keys))
            return new(plaintext, state.Groups, []);
        var said = GroupKeyExchange.CarriesMessage(entry, plaintext.Span) ? plaintext : default;
        var groups = Note(state.Groups, header.GroupId.Memory);
        var effects = groups is { } noted ? Post(state, header.GroupId.Span, keys) : [];
        foreach (var key in keys)
            key.Dispose();
        return new(said, groups ?? state.Groups, effects);
    }

    // Null when the peer has given us the keys of too many groups.
    private static ImmutableArray<ReadOnlyMemory<byte>>? Note(
        ImmutableArray<ReadOnlyMemory<byte>> groups,
        ReadOnlyMemory<byte> groupId
    )
    {
        if (groups.Any(known => known.Span.SequenceEqual(groupId.Span)))
            return groups;
        return groups.Length < MessagingLimits.GroupsPerPeer ? groups.Add(groupId.ToArray()) : null;
    }

    private static ImmutableArray<Effect> Post(
        SessionState state,
        ReadOnlySpan<byte> groupId,
        ImmutableArray<GroupKey> keys
    )
    {
        var group = GroupAddress.Of(state.Key.Own, groupId);
        return [new Effect.Post(new GroupKeysLetter(group, state.Key.Peer, keys).ToLetter())];
    }
}
