using System.Collections.Immutable;
using System.Security.Cryptography;
using Google.Protobuf;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Protocol.SecureTransport;

/// <summary>
/// A new group key for many members in one public message: an entry for each, which only that member can open (facts 5). Who is
/// not among them goes on with the old keys. Knows no groups and no state.
/// </summary>
public static class GroupRekey
{
    /// <summary>The header of the message. Draws a nonce for each member.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="sender">Our identity.</param>
    /// <param name="members">Who gets the key, at most <see cref="SecureTransportLimits.MaxRekeyEntries"/>.</param>
    /// <param name="key">The new key.</param>
    /// <param name="random">Draws the nonces.</param>
    /// <exception cref="ArgumentException">There are too many members, or the key has no time.</exception>
    public static HashRatchetHeaderMessage ToHeader(
        ISecp256k1 curve,
        KeyPair sender,
        ImmutableArray<PublicKey> members,
        GroupKey key,
        IRandomSource random
    )
    {
        ArgumentNullException.ThrowIfNull(key);
        if (members.Length > SecureTransportLimits.MaxRekeyEntries)
            throw new ArgumentException(
                $"One rekey serves at most {SecureTransportLimits.MaxRekeyEntries} members.",
                nameof(members)
            );
        if (key.TimestampMilliseconds == 0)
            throw new ArgumentException("The key has no time.", nameof(key));
        var rekey = new RekeyGroupMessage { Timestamp = key.TimestampMilliseconds };
        foreach (var member in members)
            Add(rekey, HashRatchetKeys.RekeyIndex(member), Seal(curve, sender, member, key, random));
        return new()
        {
            GroupId = GroupHeaders.Bytes(key.GroupId),
            Keys = new() { RekeyGroup = rekey },
        };
    }

    /// <summary>Looks for the key that is meant for us. Nothing that a peer sends throws.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="identity">Our identity.</param>
    /// <param name="sender">Who signed the frame: the entries are sealed with that identity.</param>
    /// <param name="header">A header with a rekey.</param>
    /// <param name="key">The new key, the caller's to dispose of; null when no entry opens for us.</param>
    /// <returns><see langword="false"/> when the header has no rekey, or the rekey no time or group.</returns>
    public static bool TryOpen(
        ISecp256k1 curve,
        KeyPair identity,
        PublicKey sender,
        HashRatchetHeaderMessage header,
        out GroupKey? key
    )
    {
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(header);
        key = null;
        if (header.Keys?.RekeyGroup is not { Timestamp: > 0 } rekey || !GroupHeaders.HasGroup(header))
            return false;
        if (!rekey.Keys.TryGetValue(HashRatchetKeys.RekeyIndex(identity.PublicKey), out var entries))
            return true;
        using var opened = FindOurs(curve, identity, sender, entries.Span);
        if (opened is not null)
            key = GroupKey.Create(header.GroupId.Span, rekey.Timestamp, opened.Span);
        return true;
    }

    private static SecretBytes? FindOurs(
        ISecp256k1 curve,
        KeyPair identity,
        PublicKey sender,
        ReadOnlySpan<byte> entries
    )
    {
        using var shared = Agree(curve, identity, sender);
        for (
            ;
            entries.Length >= HashRatchetKeys.RekeyEntryLength;
            entries = entries[HashRatchetKeys.RekeyEntryLength..]
        )
        {
            if (
                HashRatchetKeys.TryOpenRekeyEntry(shared.Span, entries[..HashRatchetKeys.RekeyEntryLength], out var key)
            )
                return key;
        }

        return null;
    }

    private static byte[] Seal(ISecp256k1 curve, KeyPair sender, PublicKey member, GroupKey key, IRandomSource random)
    {
        using var shared = Agree(curve, sender, member);
        Span<byte> nonce = stackalloc byte[AesGcmSuffix.NonceLength];
        random.Fill(nonce, RandomPurpose.RekeyNonce);
        var entry = new byte[HashRatchetKeys.RekeyEntryLength];
        HashRatchetKeys.SealRekeyEntry(shared.Span, nonce, key.Key.Span, entry);
        return entry;
    }

    // Two members may have the same index.
    private static void Add(RekeyGroupMessage rekey, uint index, byte[] entry) =>
        rekey.Keys[index] = rekey.Keys.TryGetValue(index, out var present)
            ? ByteString.CopyFrom([.. present.Span, .. entry])
            : ByteString.CopyFrom(entry);

    private static SecretBytes Agree(ISecp256k1 curve, KeyPair own, PublicKey other) =>
        SecretBytes.Create(
            RatchetSuite.SecretLength,
            shared =>
            {
                if (!curve.TryComputeSharedX(own.PrivateKey, other.Uncompressed, shared))
                    throw new CryptographicException("A public key that was checked to be on the curve was refused.");
            }
        );
}
