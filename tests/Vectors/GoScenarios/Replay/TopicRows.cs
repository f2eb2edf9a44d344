using System.Text.Json;
using WakuGrains.Devices;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Vectors.GoScenarios.Replay;

/// <summary>
/// Compares who is known to listen on the negotiated topic with recorded rows. Go also writes one for the participant itself,
/// which has no effect.
/// </summary>
internal sealed class TopicRows(ISecp256k1 curve, Participant participant, VectorCheck check)
{
    private const int SecretLength = 32;

    public void CheckSecret(JsonElement row)
    {
        var (identity, id) = (participant.Parse(row.Hex("identity")), row.Text("installation_id"));
        check.Equal($"secret with {id}", Secret(identity), row.Text("secret"));
        if (id == participant.InstallationId)
            return;
        var device = KnownDevices.Find(participant.Session(identity).Devices, id);
        if (device is null && participant.History.IsAnnouncedByAnother(identity, id))
            check.Differs(Differences.BundleOfAnother);
        else
            check.Equal($"{id} listens", device?.UsesNegotiatedTopic, true);
    }

    private string Secret(PublicKey identity)
    {
        Span<byte> secret = stackalloc byte[SecretLength];
        check.Holds("agrees", curve.TryComputeSharedX(participant.Identity.PrivateKey, identity.Uncompressed, secret));
        return Convert.ToHexStringLower(secret);
    }
}
