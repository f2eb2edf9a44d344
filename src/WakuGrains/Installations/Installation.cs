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
    /// The device as a session needs it, with a prekey that is not older than <see cref="MessagingLimits.PrekeyLifetime"/>
    /// and a bundle that was signed within <see cref="MessagingLimits.BundleSignatureLifetime"/>.
    /// </summary>
    public static Step<InstallationState, OwnDevice> GetDevice(InstallationState state, KeyPair identity, Turn turn)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(identity);
        var fresh = WithFreshBundle(WithFreshPrekey(state, turn), identity, turn);
        return new(fresh, new OwnDevice(fresh.Key, identity, fresh.Bundle!, fresh.Prekeys), []);
    }

    /// <summary>The device as it is, without a turn; null when its prekey or its bundle has to be renewed first.</summary>
    public static OwnDevice? TryGetDevice(InstallationState state, KeyPair identity, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        return IsPrekeyFresh(state, now) && IsBundleFresh(state, now)
            ? new OwnDevice(state.Key, identity, state.Bundle!, state.Prekeys)
            : null;
    }

    /// <summary>Listens on the identity's own topics: contact code, partition and personal (facts 8.1). Once.</summary>
    public static Step<InstallationState, bool> Announce(InstallationState state, KeyPair identity, Turn turn)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(identity);
        if (state.IsAnnounced)
            return Step.Unchanged(state, false);

        var contactCode = StatusTopics.ContactCode(identity.PublicKey);
        return Step.To<InstallationState, bool>(
            WithFreshPrekey(state, turn) with
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
        KeyPair identity,
        ContactCodeTopic topic,
        bool force,
        Turn turn
    )
    {
        ArgumentNullException.ThrowIfNull(state);
        var due =
            state.ContactCodePublishedAt is not { } last || turn.Now - last >= MessagingLimits.ContactCodeInterval;
        if (!due && !force)
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

    private static InstallationState WithFreshPrekey(InstallationState state, Turn turn)
    {
        if (IsPrekeyFresh(state, turn.Now))
            return state;
        var next = new OwnPrekey(
            KeyPair.Generate(turn.Curve, turn.Random, RandomPurpose.SignedPrekey),
            state.Prekeys is [.., var last] ? last.Version + 1 : 1,
            turn.Now
        );
        return state with { Prekeys = state.Prekeys.Add(next), Bundle = null };
    }

    private static InstallationState WithFreshBundle(InstallationState state, KeyPair identity, Turn turn)
    {
        if (IsBundleFresh(state, turn.Now))
            return state;
        var prekey = state.Prekeys[^1];
        var entry = new BundleEntry(
            state.Key.InstallationId,
            prekey.Pair.PublicKey,
            prekey.Version,
            MessagingLimits.ProtocolVersion
        );
        return state with { Bundle = BundleSigner.Sign(turn.Curve, identity, [entry], turn.NowNanoseconds) };
    }

    private static bool IsPrekeyFresh(InstallationState state, DateTimeOffset now) =>
        state.Prekeys is [.., var newest] && now - newest.CreatedAt <= MessagingLimits.PrekeyLifetime;

    private static bool IsBundleFresh(InstallationState state, DateTimeOffset now) =>
        state.Bundle is { } bundle
        && now - DateTimeOffset.UnixEpoch.AddTicks(bundle.TimestampNanoseconds / 100)
            < MessagingLimits.BundleSignatureLifetime;
}
