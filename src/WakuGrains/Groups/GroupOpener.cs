using WakuGrains.Engine;
using WakuGrains.Installations;
using WakuGrains.Messages;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Wire;
using WakuGrains.Sessions;

namespace WakuGrains.Groups;

/// <summary>The result of opening a group's message; unless something was learnt or read, the state is the one that was given.</summary>
/// <param name="State">The group afterwards.</param>
/// <param name="Message">What was inside, or why it was not opened.</param>
internal readonly record struct OpenedGroupMessage(GroupState State, OpenedMessage Message);

/// <summary>
/// The secure transport's part of receiving for a group: a message is decrypted under the key that it names, a public rekey is
/// looked through for the key that is ours (facts 5). Decides nothing about whom to trust but what <see cref="GroupKeys"/> does.
/// Pure.
/// </summary>
internal sealed class GroupOpener(OwnDevice device, Turn turn)
{
    /// <summary>The entry of a message that belongs to a group's hash ratchet alone; null when there is none.</summary>
    public static EncryptedEntry? FindEntry(ProtocolMessage message) =>
        message.Entries.GetValueOrDefault(ProtocolMessage.AnyDevice)
            is { HashRatchet: { } header, Ratchet: null, DiffieHellman: null } entry
        && GroupHeaders.HasGroup(header)
            ? entry
            : null;

    /// <summary>
    /// The same where a message is ours as a whole: an entry for this very device comes first (facts 6.5), and so does what is
    /// public.
    /// </summary>
    public static EncryptedEntry? FindEntry(ProtocolMessage message, InstallationKey own) =>
        message.PublicMessage.IsEmpty && !message.Entries.ContainsKey(own.InstallationId) ? FindEntry(message) : null;

    /// <summary>Opens the entry of a message.</summary>
    public OpenedGroupMessage Open(GroupState state, PublicKey sender, EncryptedEntry entry) =>
        GroupHeaders.IsKeyExchange(entry.HashRatchet!)
            ? OpenRekey(state, sender, entry)
            : Decrypt(state, entry.HashRatchet!, entry.Payload);

    /// <summary>Decrypts under one of the keys that a header names.</summary>
    public static OpenedGroupMessage Decrypt(
        GroupState state,
        HashRatchetHeaderMessage header,
        ReadOnlyMemory<byte> payload
    )
    {
        var failure = Check(header, payload);
        foreach (var chain in GroupChains.Named(state.Chains, header))
        {
            var decryption = HashRatchet.Decrypt(chain.Ratchet, header.SeqNo, payload.Span);
            if (decryption.IsDecrypted)
                return new(
                    After(state, chain, decryption.State),
                    new(null, MessageEncryption.HashRatchet, decryption.Plaintext)
                );
            failure = Outcome(decryption.Outcome);
        }

        return new(state, OpenedMessage.Failed(failure, MessageEncryption.HashRatchet));
    }

    // The payload is public, and readable also for who is not a member any more. Keys in the clear are nobody's secret.
    private OpenedGroupMessage OpenRekey(GroupState state, PublicKey sender, EncryptedEntry entry)
    {
        var header = entry.HashRatchet!;
        if (header.Keys?.RekeyGroup is null)
            return new(state, OpenedMessage.Failed(EnvelopeOutcome.Unsupported));
        if (!GroupRekey.TryOpen(turn.Curve, device.Identity, sender, header, out var key))
            return new(state, OpenedMessage.Failed(EnvelopeOutcome.Malformed));
        using (key)
        {
            var learnt = key is null ? state : GroupKeys.Learn(state, sender, [key], device, turn);
            return new(learnt, new(null, MessageEncryption.None, entry.Payload));
        }
    }

    private static GroupState After(GroupState state, GroupChain chain, HashRatchetState ratchet) =>
        ReferenceEquals(ratchet, chain.Ratchet)
            ? state
            : state with
            {
                Chains = state.Chains.Replace(chain, chain with { Ratchet = ratchet }),
            };

    // What no key would open is not worth waiting for one.
    private static EnvelopeOutcome Check(HashRatchetHeaderMessage header, ReadOnlyMemory<byte> payload)
    {
        if (payload.Length < HashRatchet.Overhead)
            return EnvelopeOutcome.Malformed;
        return header.SeqNo > SecureTransportLimits.MaxHashRatchetNumber
            ? EnvelopeOutcome.TooFarAhead
            : EnvelopeOutcome.GroupKeyMissing;
    }

    private static EnvelopeOutcome Outcome(RatchetOutcome outcome) =>
        outcome switch
        {
            RatchetOutcome.TooFarAhead => EnvelopeOutcome.TooFarAhead,
            RatchetOutcome.Malformed => EnvelopeOutcome.Malformed,
            RatchetOutcome.Forged => EnvelopeOutcome.Desynchronised,
            _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Not a failure of a hash ratchet."),
        };
}
