using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WakuGrains.Engine;
using WakuGrains.Groups;
using WakuGrains.Letters;
using WakuGrains.PeerDriver.Json;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Sessions;

namespace WakuGrains.PeerDriver.Peers;

/// <summary>
/// The part of groups in taking ProtocolMessages. Whose keys a group takes is for the layers above to say, and a peer of the
/// driver has none: it imports every key that is meant for it as if it were its own, the first one of a group too.
/// </summary>
internal sealed class GroupDecryptor(DriverPeer peer, Turn turn)
{
    /// <summary>Opens a group's message; the keys that it brings go into a list.</summary>
    public OpenedMessage Open(PublicKey sender, EncryptedEntry entry, JsonArray learnt)
    {
        var header = entry.HashRatchet!;
        var device = peer.ReceivingDevice();
        var (state, opened) = new GroupOpener(device, turn).Open(peer.Groups.Of(header.GroupId.Span), sender, entry);
        if (opened.Failure is not null)
            return opened;
        peer.Groups.Put(state);
        if (
            GroupHeaders.IsKeyExchange(header)
            && GroupRekey.TryOpen(turn.Curve, peer.KeyPair, sender, header, out var key)
            && key is not null
        )
            Import(header.GroupId.Span, [key], learnt);
        return opened;
    }

    /// <summary>Takes the keys that came with a message of a session; the session's letter is carried at once.</summary>
    /// <returns>Whether there were keys and nothing else.</returns>
    public bool TakeKeys(PublicKey sender, EncryptedEntry? entry, ReadOnlyMemory<byte> plaintext, JsonArray learnt)
    {
        var given = peer.Take(
            sender,
            state =>
            {
                var keys = ReceivedGroupKeys.Read(state, entry, plaintext);
                return Step.To(state with { Groups = keys.Groups }, keys, [.. keys.Effects]);
            }
        );
        foreach (var post in given.Effects.OfType<Effect.Post>())
        {
            var letter = GroupKeysLetter.Read(turn.Curve, post.Letter);
            Import(letter.Group.GroupIdBytes(), letter.Keys, learnt);
        }

        return !given.Effects.IsEmpty && given.Result.Plaintext.IsEmpty && !plaintext.IsEmpty;
    }

    private void Import(ReadOnlySpan<byte> groupId, ImmutableArray<GroupKey> keys, JsonArray learnt)
    {
        var device = peer.ReceivingDevice();
        var step = peer.Groups.Take(groupId, state => Group.LearnKeys(state, peer.PublicKey, keys, device, turn));
        peer.Listen(step.Effects);
        Note(step.State, keys, learnt);
    }

    // Those that the group has taken, now or before.
    private static void Note(GroupState state, ImmutableArray<GroupKey> keys, JsonArray learnt)
    {
        foreach (var key in keys)
        {
            if (state.Chains.Any(chain => chain.Ratchet.Key.KeyId.Span.SequenceEqual(key.KeyId.Span)))
                learnt.Add(
                    new JsonObject
                    {
                        ["group_id"] = Replies.Hex(key.GroupId),
                        ["key_id"] = Replies.Hex(key.KeyId),
                        ["timestamp"] = Replies.Decimal(key.TimestampMilliseconds),
                    }
                );
            key.Dispose();
        }
    }
}
