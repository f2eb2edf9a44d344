using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WakuGrains.Engine;
using WakuGrains.Groups;
using WakuGrains.PeerDriver.Json;
using WakuGrains.PeerDriver.Peers;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.PeerDriver.Operations;

/// <summary>The keys of groups, and messages under them.</summary>
internal sealed class GroupOperations(PeerRegistry peers, ISecp256k1 curve, TimeProvider time) : IOperations
{
    public IReadOnlyDictionary<string, Operation> Operations =>
        new Dictionary<string, Operation>(StringComparer.Ordinal)
        {
            ["group_key_new"] = NewKey,
            ["group_key_import"] = ImportKey,
            ["group_key_exchange"] = Exchange,
            ["group_encrypt"] = Encrypt,
            ["group_rekey"] = Rekey,
        };

    private JsonObject NewKey(Request request)
    {
        var (peer, groupId) = (peers.Of(request), GroupId(request));
        var turn = peer.Turn(request.Nanoseconds(time));
        var device = peer.ReceivingDevice();
        var step = peer.Groups.Take(groupId, state => Group.CreateKey(state, chatId: null, device, turn));
        peer.Listen(step.Effects);
        var key = step.State.Chains[^1].Ratchet.Key;
        return new()
        {
            ["key"] = Replies.Hex(key.Key.Span),
            ["key_id"] = Replies.Hex(key.KeyId),
            ["timestamp"] = Replies.Decimal(key.TimestampMilliseconds),
        };
    }

    private JsonObject ImportKey(Request request)
    {
        var (peer, groupId) = (peers.Of(request), GroupId(request));
        var turn = peer.Turn(request.Nanoseconds(time));
        var device = peer.ReceivingDevice();
        using var key = ReadKey(groupId, request);
        var step = peer.Groups.Take(groupId, state => Group.LearnKeys(state, peer.PublicKey, [key], device, turn));
        peer.Listen(step.Effects);
        return step.State.Chains.Any(chain => chain.Ratchet.Key.KeyId.Span.SequenceEqual(key.KeyId.Span))
            ? new() { ["key_id"] = Replies.Hex(key.KeyId) }
            : throw Request.Bad(
                "the group does not take the key: it is ahead of its time, or older than all that are kept"
            );
    }

    private JsonObject Exchange(Request request)
    {
        var (peer, groupId) = (peers.Of(request), GroupId(request));
        var to = request.Key("to_identity");
        var turn = peer.Turn(request.Nanoseconds(time));
        var keys = Chosen(peer.Groups.Of(groupId), request);
        var plaintext = request.OptionalHex("plaintext") ?? GroupKeyExchange.ToPlaintext(keys);
        var header = GroupKeyExchange.ToHeader(groupId, keys);
        var outbound = Outbound.Encrypt(
            peer,
            to,
            turn,
            (composer, state) => composer.Encrypt(state, plaintext, header)
        );
        foreach (var key in keys)
            key.Dispose();
        return EncryptionOperations.Produced(peer, to, outbound, curve);
    }

    private JsonObject Encrypt(Request request)
    {
        var (peer, groupId) = (peers.Of(request), GroupId(request));
        var plaintext = request.Hex("plaintext");
        var state = peer.Groups.Of(groupId);
        if (!state.IsMember)
            throw NoKey();
        var composer = new GroupComposer(peer.ReceivingDevice(), peer.Turn(request.Nanoseconds(time)));
        var (sent, message) = composer.Encrypt(state, plaintext);
        peer.Groups.Put(sent);
        return EncryptionOperations.Produced(message);
    }

    private JsonObject Rekey(Request request)
    {
        var (peer, groupId) = (peers.Of(request), GroupId(request));
        var members = request.Keys("members");
        if (members.Length > SecureTransportLimits.MaxRekeyEntries)
            throw new DriverException(ErrorKind.TooLarge, "more members than one rekey serves");
        var plaintext = request.OptionalHex("plaintext") ?? [];
        var (device, turn) = (peer.ReceivingDevice(), peer.Turn(request.Nanoseconds(time)));
        var (state, key) = GroupKeys.Create(peer.Groups.Of(groupId), device, turn);
        peer.Groups.Put(state);
        using (key)
            return EncryptionOperations.Produced(new GroupComposer(device, turn).Rekey(key, members, plaintext));
    }

    private static ImmutableArray<GroupKey> Chosen(GroupState state, Request request)
    {
        var ids = request.Has("key_ids") ? request.Hexes("key_ids") : null;
        var all = Group.ExportKeys(state);
        ImmutableArray<GroupKey> chosen =
        [
            .. all.Where(key => ids is null || ids.Any(id => key.KeyId.Span.SequenceEqual(id))),
        ];
        foreach (var key in all.Except(chosen))
            key.Dispose();
        return chosen.IsEmpty ? throw NoKey() : chosen;
    }

    private static byte[] GroupId(Request request)
    {
        var id = request.Hex("group_id");
        return id.Length is > 0 and <= SecureTransportLimits.MaxGroupIdLength
            ? id
            : throw Request.Bad($"group_id: 1 to {SecureTransportLimits.MaxGroupIdLength} bytes");
    }

    private static GroupKey ReadKey(byte[] groupId, Request request)
    {
        var key = request.Hex("key");
        return key.Length == HashRatchetKeys.KeyLength
            ? GroupKey.Create(groupId, request.Count("timestamp"), key)
            : throw Request.Bad($"key: not {HashRatchetKeys.KeyLength} bytes");
    }

    private static DriverException NoKey() => new(ErrorKind.GroupKeyMissing, "no key of this group");
}
