using System.Collections.Immutable;
using WakuGrains.Installations;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Wire;
using WakuGrains.Sessions;

namespace WakuGrains.Vectors.GoScenarios.Replay;

/// <summary>A device that a bundle told of for the first time.</summary>
internal sealed record LearntDevice(PublicKey Identity, string InstallationId);

/// <summary>
/// Verifies bundles, then lets the sessions with their identities learn them. A silo learns strangers only from a message that
/// is good; the recorded devices learn everybody, so a participant does.
/// </summary>
internal sealed class BundleIntake(ISecp256k1 curve, Participant participant)
{
    /// <summary>Verifies all of them; one that is bad refuses the whole message (facts 2.3).</summary>
    public bool TryVerify(IEnumerable<BundleMessage> messages, out ImmutableArray<Bundle> bundles)
    {
        bundles = [];
        foreach (var message in messages)
        {
            if (!BundleVerifier.TryVerify(message, curve, out var bundle, out _))
            {
                NoteForged(message);
                bundles = [];
                return false;
            }

            bundles = bundles.Add(bundle);
        }

        return true;
    }

    /// <summary>Learns them and answers with the devices that are new.</summary>
    public ImmutableArray<LearntDevice> Learn(ImmutableArray<Bundle> bundles) => [.. bundles.SelectMany(Learn)];

    private List<LearntDevice> Learn(Bundle bundle)
    {
        participant.History.Announce(bundle);
        var before = participant.Devices(bundle.Identity);
        participant.State = bundle.Identity.Equals(participant.PublicKey) ? LearnOwn(bundle) : LearnPeer(bundle);
        return
        [
            .. participant
                .Devices(bundle.Identity)
                .Select(device => device.InstallationId)
                .Except(before.Select(device => device.InstallationId))
                .Select(id => new LearntDevice(bundle.Identity, id)),
        ];
    }

    private ParticipantState LearnOwn(Bundle bundle) =>
        participant.State with
        {
            Installation = Siblings.Learn(participant.State.Installation, bundle).State,
        };

    private ParticipantState LearnPeer(Bundle bundle) =>
        participant.State.With(
            Session.LearnBundle(participant.Session(bundle.Identity), bundle, onlyIfKnown: false).State
        );

    private void NoteForged(BundleMessage message)
    {
        if (!PublicKey.TryParse(curve, message.Identity.Span, out var identity))
            return;
        foreach (var (installation, prekey) in message.SignedPreKeys)
            if (EncodedKey.TryCreate(prekey.SignedPreKey.Span, out var key))
                participant.History.Forge(identity, installation, key);
    }
}
