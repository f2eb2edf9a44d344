using System.Text.Json;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Vectors.GoScenarios.Replay;

/// <summary>Reads the limits that a participant was recorded with; what is not given is the network's.</summary>
internal static class ParticipantLimits
{
    public static RatchetLimits Ratchet(JsonElement participant)
    {
        var (limits, network) = (Of(participant), RatchetLimits.Default);
        return new(
            Count(limits, "max_skip") ?? network.MaxSkip,
            Count(limits, "max_keys_per_session") ?? network.MaxKeysPerSession,
            Count(limits, "max_keep") ?? network.MaxKeyAge
        );
    }

    private static JsonElement Of(JsonElement participant) =>
        participant.Has("limits") ? participant.GetProperty("limits") : JsonSerializer.SerializeToElement(new { });

    private static int? Count(JsonElement limits, string name) =>
        limits.Has(name) ? checked((int)limits.Number(name)) : null;
}
