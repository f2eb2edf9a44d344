using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Installations;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;
using WakuGrains.Protocol.Wire;
using WakuGrains.Topics;

namespace WakuGrains.Groups;

/// <summary>
/// Encrypts a plaintext under the newest key that we send with, or announces a new one, and seals the message into the frame of
/// the group's topic (facts 5, 8). Such messages carry no bundle. Pure.
/// </summary>
internal sealed class GroupComposer(OwnDevice device, Turn turn)
{
    /// <summary>The state after the message, and the message.</summary>
    public (GroupState State, ProtocolMessage Message) Encrypt(GroupState state, ReadOnlySpan<byte> plaintext)
    {
        var chain =
            GroupChains.ForSending(state.Chains)
            ?? throw new InvalidOperationException("A group that we are in has a key that sends.");
        var encryption = HashRatchet.Encrypt(chain.Ratchet, plaintext, turn.Random);
        var chains = state.Chains.Replace(chain, chain with { Ratchet = encryption.State });
        return (state with { Chains = chains }, Message(encryption.Header, encryption.Payload));
    }

    /// <summary>A message that gives a key to members, each of whom can open one entry; its payload is public.</summary>
    public ProtocolMessage Rekey(GroupKey key, ImmutableArray<PublicKey> members, ReadOnlyMemory<byte> payload) =>
        Message(GroupRekey.ToHeader(turn.Curve, device.Identity, members, key, turn.Random), payload);

    /// <summary>The envelope on the group's topic.</summary>
    public Envelope Seal(ProtocolMessage message, GroupTopic topic) =>
        SealedEnvelope.OnTopic(message, device.Identity, topic.ContentTopic, topic.Key, turn);

    private ProtocolMessage Message(HashRatchetHeaderMessage header, ReadOnlyMemory<byte> payload) =>
        ProtocolMessage.ForAnyDevice(
            device.Key.InstallationId,
            bundle: null,
            new EncryptedEntry(X3dh: null, Ratchet: null, DiffieHellman: null, header, payload)
        );
}
