using System.Text.Json;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Vectors.GoApp.Pipeline;

/// <summary>One device of the recording, with everything it has learnt so far.</summary>
internal sealed class Participant(ISecp256k1 curve, JsonElement recorded)
{
    public KeyPair Identity { get; } = KeyPair.FromPrivateKey(curve, recorded.Hex("identity_private"));

    public string InstallationId { get; } = recorded.Text("installation_id");

    public IReadOnlyDictionary<EncodedKey, KeyPair> Prekeys { get; } =
        recorded
            .Items("signed_prekeys")
            .Select(prekey => KeyPair.FromPrivateKey(curve, prekey.Hex("private")))
            .ToDictionary(pair => EncodedKey.Of(pair.PublicKey));

    /// <summary>Sessions by the peer's device and the prekey that seeded them.</summary>
    public Dictionary<(PublicKey Peer, string Device, EncodedKey Prekey), ParticipantSession> Sessions { get; } = [];

    public GroupKeyRing Groups { get; } = new();

    public HashSet<(PublicKey, string)> KnownDevices { get; } = [];

    /// <summary>Notes the devices of a bundle; returns the ids that are new.</summary>
    public IEnumerable<string> Learn(Bundle bundle) =>
        bundle
            .SignedPrekeys.Select(entry => entry.InstallationId)
            .Where(id => id != InstallationId && KnownDevices.Add((bundle.Identity, id)))
            .ToList();
}

/// <summary>One ratchet session.</summary>
internal sealed class ParticipantSession(RatchetState state, X3dhHeader? unconfirmed)
{
    public RatchetState State { get; set; } = state;

    public MessageKeyStore Keys { get; set; } = MessageKeyStore.Empty;

    /// <summary>The X3DH header that is repeated until the peer has sent on the session.</summary>
    public X3dhHeader? Unconfirmed { get; set; } = unconfirmed;
}
