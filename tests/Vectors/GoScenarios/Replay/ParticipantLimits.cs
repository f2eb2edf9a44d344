using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using WakuGrains.Installations;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Vectors.GoScenarios.Replay;

/// <summary>Reads the limits that a participant was recorded with; what is not given is the network's.</summary>
internal static partial class ParticipantLimits
{
    /// <summary>What was chosen about the participant's own device.</summary>
    public static InstallationSettings Settings(JsonElement participant)
    {
        var (limits, network) = (Of(participant), InstallationSettings.Default);
        var lifetime = Count(limits, "bundle_refresh_interval_ms");
        return network with
        {
            PrekeyLifetime = lifetime is { } ms ? TimeSpan.FromMilliseconds(ms) : network.PrekeyLifetime,
            ProtocolVersion = Version().Match(participant.Text("note")) is { Success: true } version
                ? uint.Parse(version.Groups["number"].Value, CultureInfo.InvariantCulture)
                : network.ProtocolVersion,
        };
    }

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

    // A participant that announces another protocol version says so in words.
    [GeneratedRegex(@"\bversion (?<number>\d+)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Version();
}
