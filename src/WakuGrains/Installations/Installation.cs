using System.Collections.Immutable;
using WakuGrains.Devices;
using WakuGrains.Engine;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Installations;

/// <summary>
/// What one of our own devices decides: when to draw a new signed prekey, when to sign the bundle again, when to publish the
/// contact code (facts 2.4, 6.7). Knows no storage and no network.
/// </summary>
public static class Installation
{
    /// <summary>
    /// The device as a session needs it, with a prekey that is not older than <see cref="InstallationSettings.PrekeyLifetime"/>
    /// and a bundle that was signed within <see cref="InstallationSettings.BundleSignatureLifetime"/>.
    /// </summary>
    public static Step<InstallationState, OwnDevice> GetDevice(InstallationState state, OwnIdentity identity, Turn turn)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(identity);
        var fresh = WithFreshBundle(WithFreshPrekey(state, identity.Settings, turn), identity, turn);
        return new(fresh, Device(fresh, identity), []);
    }

    /// <summary>The device as it is, without a turn; null when its prekey or its bundle has to be renewed first.</summary>
    public static OwnDevice? TryGetDevice(InstallationState state, OwnIdentity identity, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(identity);
        return IsPrekeyFresh(state, identity.Settings, now) && IsBundleFresh(state, identity.Settings, now)
            ? Device(state, identity)
            : null;
    }

    /// <summary>
    /// Draws a prekey before its time, because a peer's messages cannot be decrypted: only a bundle with a new one makes the peer
    /// begin a new session (facts 3.7). Not more often than every <see cref="MessagingLimits.PrekeyRenewalInterval"/>, or in any
    /// case when <paramref name="force"/> is set.
    /// </summary>
    public static Step<InstallationState, OwnDevice> RenewPrekey(
        InstallationState state,
        OwnIdentity identity,
        bool force,
        Turn turn
    )
    {
        ArgumentNullException.ThrowIfNull(state);
        if (force)
            return GetDevice(DrawPrekey(state, turn), identity, turn);
        var isDue = state.PrekeyRenewedAt is not { } last || turn.Now - last >= MessagingLimits.PrekeyRenewalInterval;
        var renewed = isDue ? DrawPrekey(state, turn) with { PrekeyRenewedAt = turn.Now } : state;
        return GetDevice(renewed, identity, turn);
    }

    /// <summary>Listens on the identity's own topics: contact code, partition and personal (facts 8.1). Once.</summary>
    public static Step<InstallationState, bool> Announce(InstallationState state, OwnIdentity identity, Turn turn)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(identity);
        if (state.IsAnnounced)
            return Step.Unchanged(state, false);

        var contactCode = StatusTopics.ContactCode(identity.PublicKey);
        return Step.To<InstallationState, bool>(
            WithFreshPrekey(state, identity.Settings, turn) with
            {
                IsAnnounced = true,
            },
            true,
            new Effect.Listen(
                new(state.Key, contactCode.ContentTopic.ToString(), TopicKind.ContactCode, contactCode.DeriveKey())
            ),
            new Effect.Listen(
                new(
                    state.Key,
                    StatusTopics.Partitioned(identity.PublicKey).ContentTopic.ToString(),
                    TopicKind.Partitioned,
                    null
                )
            ),
            new Effect.Listen(
                new(
                    state.Key,
                    StatusTopics.Personal(identity.PublicKey).ContentTopic.ToString(),
                    TopicKind.Personal,
                    null
                )
            )
        );
    }

    /// <summary>
    /// Publishes the contact code when the last time is <see cref="MessagingLimits.ContactCodeInterval"/> ago or more, or in
    /// any case when <paramref name="force"/> is set.
    /// </summary>
    public static Step<InstallationState, bool> PublishContactCode(
        InstallationState state,
        OwnIdentity identity,
        ContactCodeTopic topic,
        bool force,
        Turn turn
    )
    {
        ArgumentNullException.ThrowIfNull(state);
        if (!force && !IsContactCodeDue(state, turn.Now))
            return Step.Unchanged(state, false);

        var (fresh, device, _) = GetDevice(state, identity, turn);
        return Step.To<InstallationState, bool>(
            fresh with
            {
                ContactCodePublishedAt = turn.Now,
            },
            true,
            new Effect.Publish(ContactCode.Build(device, topic, turn), default, default)
        );
    }

    /// <summary>Whether the contact code was last published <see cref="MessagingLimits.ContactCodeInterval"/> ago or more.</summary>
    public static bool IsContactCodeDue(InstallationState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.ContactCodePublishedAt is not { } last || now - last >= MessagingLimits.ContactCodeInterval;
    }

    private static OwnDevice Device(InstallationState state, OwnIdentity identity) =>
        new(state.Key, identity.KeyPair, state.Bundle!, state.Prekeys)
        {
            Siblings = state.Siblings,
            Settings = identity.Settings,
            TrustPolicy = identity.TrustPolicy,
        };

    private static InstallationState WithFreshPrekey(
        InstallationState state,
        InstallationSettings settings,
        Turn turn
    ) => IsPrekeyFresh(state, settings, turn.Now) ? state : DrawPrekey(state, turn);

    private static InstallationState DrawPrekey(InstallationState state, Turn turn)
    {
        var next = new OwnPrekey(
            KeyPair.Generate(turn.Curve, turn.Random, RandomPurpose.SignedPrekey),
            state.Prekeys is [.., var last] ? last.Version + 1 : 1,
            turn.Now
        );
        var kept = state.Prekeys.Length < MessagingLimits.OwnPrekeys ? state.Prekeys : state.Prekeys.RemoveAt(0);
        return state with { Prekeys = kept.Add(next), Bundle = null };
    }

    private static InstallationState WithFreshBundle(InstallationState state, OwnIdentity identity, Turn turn) =>
        IsBundleFresh(state, identity.Settings, turn.Now)
            ? state
            : state with
            {
                Bundle = BundleSigner.Sign(
                    turn.Curve,
                    identity.KeyPair,
                    Entries(state, identity.Settings, turn.Curve),
                    turn.NowNanoseconds
                ),
            };

    // This device and the most recently active of the paired ones (facts 2.4).
    private static ImmutableArray<BundleEntry> Entries(
        InstallationState state,
        InstallationSettings settings,
        ISecp256k1 curve
    )
    {
        var prekey = state.Prekeys[^1];
        var own = new BundleEntry(
            state.Key.InstallationId,
            prekey.Pair.PublicKey,
            prekey.Version,
            settings.ProtocolVersion
        );
        var paired = KnownDevices.Active(state.Siblings, settings.ActiveDevices - 1);
        return [own, .. paired.Select(sibling => Entry(sibling, curve)).OfType<BundleEntry>()];
    }

    private static BundleEntry? Entry(KnownDevice sibling, ISecp256k1 curve) =>
        sibling.SignedPrekey.TryDecode(curve, out var prekey)
            ? new(sibling.InstallationId, prekey, sibling.PrekeyVersion, sibling.ProtocolVersion)
            : null;

    private static bool IsPrekeyFresh(InstallationState state, InstallationSettings settings, DateTimeOffset now) =>
        state.Prekeys is [.., var newest] && now - newest.CreatedAt <= settings.PrekeyLifetime;

    private static bool IsBundleFresh(InstallationState state, InstallationSettings settings, DateTimeOffset now) =>
        state.Bundle is { } bundle
        && now - DateTimeOffset.UnixEpoch.AddTicks(bundle.TimestampNanoseconds / 100)
            < settings.BundleSignatureLifetime;
}
