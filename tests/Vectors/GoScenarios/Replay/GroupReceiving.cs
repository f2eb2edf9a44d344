using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Groups;
using WakuGrains.Messages;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Wire;
using WakuGrains.Sessions;

namespace WakuGrains.Vectors.GoScenarios.Replay;

/// <summary>A key of a group, by its name.</summary>
internal readonly record struct GroupKeyName(string GroupId, string KeyId)
{
    public static GroupKeyName Of(GroupKey key) => new(Hex(key.GroupId), Hex(key.KeyId));

    /// <summary>What a message's header says of its key.</summary>
    public static GroupKeyName Of(HashRatchetHeaderMessage header) =>
        new(Hex(header.GroupId.Memory), Hex(header.KeyId.Memory));

    private static string Hex(ReadOnlyMemory<byte> bytes) => Convert.ToHexStringLower(bytes.Span);
}

/// <summary>
/// Takes a message to the group that it is for, and the keys that a peer gives to their group. A silo joins a group only by keys
/// that it was given alone; the recorded devices take a key from a public rekey too, so a participant does.
/// </summary>
internal sealed class GroupReceiving(Participant participant, Turn turn)
{
    /// <summary>The entry of a message that a silo's router gives to a group.</summary>
    public EncryptedEntry? FindEntry(ProtocolMessage message) =>
        message.PublicMessage.IsEmpty && !message.Entries.ContainsKey(participant.InstallationId)
            ? GroupOpener.FindEntry(message)
            : null;

    /// <summary>Opens an entry with the keys of a group.</summary>
    public (GroupState State, OpenedMessage Opened) Open(GroupState group, PublicKey sender, EncryptedEntry entry)
    {
        var (state, opened) = new GroupOpener(participant.ReceivingDevice(), turn).Open(group, sender, entry);
        return (state, opened);
    }

    /// <summary>The key that a public rekey holds for the participant.</summary>
    public ImmutableArray<GroupKeyName> Rekeyed(PublicKey sender, EncryptedEntry entry)
    {
        var header = entry.HashRatchet!;
        var isRead = GroupRekey.TryOpen(turn.Curve, participant.Identity, sender, header, out var key);
        using (key)
            return isRead && key is not null ? [GroupKeyName.Of(key)] : [];
    }

    /// <summary>Gives the keys that came with an entry that was decrypted to their group.</summary>
    public (ParticipantState State, ImmutableArray<GroupKeyName> Keys) Learn(
        ParticipantState state,
        PublicKey sender,
        EncryptedEntry? entry,
        ReadOnlyMemory<byte> plaintext
    )
    {
        if (entry?.HashRatchet is not { } header || !GroupKeyExchange.TryRead(entry, plaintext.Span, out var keys))
            return (state, []);
        var group = participant.Group(header.GroupId.Span);
        var learnt = GroupKeys.Learn(group, sender, keys, participant.ReceivingDevice(), turn);
        return (state.With(learnt), [.. keys.Select(GroupKeyName.Of)]);
    }
}
