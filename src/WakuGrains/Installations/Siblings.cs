using System.Collections.Immutable;
using WakuGrains.Devices;
using WakuGrains.Engine;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Topics;

namespace WakuGrains.Installations;

/// <summary>
/// What one of our devices decides about the others of its identity: a sibling that is seen in a bundle is listed and not
/// trusted; pairing it puts it into our bundle and gives it a copy of what we send (54, pairing; facts 2.4, 6.6). Pure.
/// </summary>
public static class Siblings
{
    /// <summary>Learns a verified bundle of our own identity that another device has made.</summary>
    public static Step<InstallationState, bool> Learn(InstallationState state, Bundle bundle)
    {
        ArgumentNullException.ThrowIfNull(state);
        var learnt = KnownDevices.Learn(state.Siblings, bundle, state.Key.InstallationId, areEnabled: false);
        return learnt == state.Siblings
            ? Step.Unchanged(state, false)
            : Step.To<InstallationState, bool>(WithSiblings(state, learnt), true);
    }

    /// <summary>
    /// Pairs a sibling or ends that. Our bundle is signed anew with it or without it and goes to the contacts at once, and the
    /// sibling is told of us.
    /// </summary>
    /// <returns>Whether the sibling is known.</returns>
    public static Step<InstallationState, bool> SetPaired(
        InstallationState state,
        string installationId,
        bool isPaired,
        OwnIdentity identity,
        ContactCodeTopic topic,
        Turn turn
    )
    {
        ArgumentNullException.ThrowIfNull(state);
        if (KnownDevices.Find(state.Siblings, installationId) is null)
            return Step.Unchanged(state, false);
        var changed = Enable(state, installationId, isPaired);
        if (ReferenceEquals(changed, state))
            return Step.Unchanged(state, true);
        var (published, _, contactCode) = Installation.PublishContactCode(changed, identity, topic, force: true, turn);
        if (!isPaired)
            return new(published, true, contactCode);
        var (announced, _, pairing) = Announce(published, identity, turn);
        return new(announced, true, contactCode.AddRange(pairing));
    }

    /// <summary>Enables or disables a sibling and tells nobody.</summary>
    public static InstallationState Enable(InstallationState state, string installationId, bool isEnabled)
    {
        ArgumentNullException.ThrowIfNull(state);
        var changed = KnownDevices.Change(
            state.Siblings,
            installationId,
            sibling => sibling with { IsEnabled = isEnabled }
        );
        return changed == state.Siblings ? state : WithSiblings(state, changed);
    }

    /// <summary>Gives a sibling, or this device itself, a name of our own. Tells nobody.</summary>
    /// <returns>Whether there is such a device.</returns>
    public static Step<InstallationState, bool> Rename(InstallationState state, string installationId, string name)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (installationId == state.Key.InstallationId)
            return Step.To<InstallationState, bool>(state with { Name = name }, true);
        return KnownDevices.Find(state.Siblings, installationId) is null
            ? Step.Unchanged(state, false)
            : Step.To<InstallationState, bool>(Note(state, installationId, name, deviceType: null), true);
    }

    /// <summary>Takes what a sibling says of itself. It has to be known from a bundle (facts 1.4).</summary>
    /// <returns>Whether it is.</returns>
    public static Step<InstallationState, bool> TakePairing(InstallationState state, PairingMessage pairing)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(pairing);
        if (KnownDevices.Find(state.Siblings, pairing.InstallationId) is null)
            return Step.Unchanged(state, false);
        var noted = Note(state, pairing.InstallationId, pairing.Name, pairing.DeviceType);
        return ReferenceEquals(noted, state)
            ? Step.Unchanged(state, true)
            : Step.To<InstallationState, bool>(noted, true);
    }

    /// <summary>
    /// Tells the other devices of the identity, paired or not, that this one is there (facts 6.6). They may answer on the topic that
    /// the identity has with itself, so that is listened to (facts 7).
    /// </summary>
    public static Step<InstallationState, bool> Announce(InstallationState state, OwnIdentity identity, Turn turn)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(identity);
        var (fresh, device, _) = Installation.GetDevice(state, identity, turn);
        var negotiated = NegotiatedTopic.Of(turn.Curve, identity.KeyPair, identity.PublicKey);
        return Step.To<InstallationState, bool>(
            fresh,
            true,
            new Effect.Listen(new(state.Key, negotiated.ContentTopic, TopicKind.Negotiated, negotiated.Key)),
            new Effect.Publish(PairingAnnouncement.Build(device, state.Name, turn), default, default)
        );
    }

    private static InstallationState Note(
        InstallationState state,
        string installationId,
        string name,
        string? deviceType
    )
    {
        var noted = KnownDevices.Change(
            state.Siblings,
            installationId,
            sibling => sibling with { Name = name, DeviceType = deviceType ?? sibling.DeviceType }
        );
        return noted == state.Siblings ? state : state with { Siblings = noted };
    }

    // The bundle lists paired siblings with their newest prekeys, so it is signed anew.
    private static InstallationState WithSiblings(InstallationState state, ImmutableArray<KnownDevice> siblings) =>
        state with
        {
            Siblings = siblings,
            Bundle = HavePaired(state.Siblings) || HavePaired(siblings) ? null : state.Bundle,
        };

    private static bool HavePaired(ImmutableArray<KnownDevice> siblings) => siblings.Any(sibling => sibling.IsEnabled);
}
