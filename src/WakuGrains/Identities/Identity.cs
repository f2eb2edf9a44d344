using WakuGrains.Engine;
using WakuGrains.Messages;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Trust;

namespace WakuGrains.Identities;

/// <summary>What an identity decides. Knows no storage and no network.</summary>
public static class Identity
{
    /// <summary>Creates the key and the first installation, or answers with what is there.</summary>
    public static Step<IdentityState, IdentityInfo> Open(IdentityState state, Turn turn)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Info is { } existing)
            return Step.Unchanged(state, existing);

        return Create(state, keyPair: null, installationId: null, turn);
    }

    /// <summary>
    /// Creates the identity from its key alone: a new device of it, with an installation id of its own (54, account recovery).
    /// </summary>
    /// <exception cref="IdentityConflictException">The name is taken by another key.</exception>
    public static Step<IdentityState, IdentityInfo> Import(IdentityState state, KeyPair keyPair, Turn turn)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(keyPair);
        if (state.Info is not { } existing)
            return Create(state, keyPair, installationId: null, turn);
        return existing.PublicKey.Equals(keyPair.PublicKey)
            ? Step.Unchanged(state, existing)
            : throw new IdentityConflictException(state.Key);
    }

    /// <summary>Chooses with whom the identity converses.</summary>
    public static Step<IdentityState, bool> SetTrustPolicy(IdentityState state, TrustPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.TrustPolicy == policy
            ? Step.Unchanged(state, false)
            : Step.To<IdentityState, bool>(state with { TrustPolicy = policy }, true);
    }

    /// <summary>Gives a peer a name. A name never passes to another key unless that is asked for.</summary>
    /// <exception cref="IdentityChangedException">The name belongs to another key.</exception>
    /// <exception cref="InvalidRequestException">There are too many contacts.</exception>
    public static Step<IdentityState, bool> NameContact(IdentityState state, Contact contact, bool replace)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(contact);
        if (state.Contacts.TryGetValue(contact.Name, out var known))
        {
            if (known.Equals(contact.PublicKey))
                return Step.Unchanged(state, false);
            if (!replace)
                throw new IdentityChangedException(contact.Name);
        }
        else if (state.Contacts.Count >= MessagingLimits.Contacts)
        {
            throw new InvalidRequestException(
                "name",
                "too_many_contacts",
                $"An identity has at most {MessagingLimits.Contacts} named contacts."
            );
        }

        var contacts = state.Contacts.SetItem(contact.Name, contact.PublicKey);
        return Step.To<IdentityState, bool>(state with { Contacts = contacts }, true);
    }

    /// <summary>Creates an identity from what there is of it already; the rest is drawn.</summary>
    internal static Step<IdentityState, IdentityInfo> Create(
        IdentityState state,
        KeyPair? keyPair,
        string? installationId,
        Turn turn
    )
    {
        var created = state with
        {
            KeyPair = keyPair ?? KeyPair.Generate(turn.Curve, turn.Random, RandomPurpose.Identity),
            CreatedAt = turn.Now,
            Installations = [installationId ?? NewInstallationId(turn.Random)],
        };
        return Step.To<IdentityState, IdentityInfo>(created, created.Info!);
    }

    /// <summary>A random UUID version 4, the form that the deployed network uses (facts 6.2).</summary>
    private static string NewInstallationId(IRandomSource random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.Fill(bytes, RandomPurpose.InstallationId);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }
}
