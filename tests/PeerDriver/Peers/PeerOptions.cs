using System.Text.Json;
using System.Text.Json.Nodes;
using WakuGrains.Installations;
using WakuGrains.PeerDriver.Json;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.PeerDriver.Peers;

/// <summary>The options of a peer: the ratchet's limits and the installation's settings. Known defects are not copied.</summary>
internal static class PeerOptions
{
    private const string MaxSkip = "max_skip";
    private const string MaxKeep = "max_keep";
    private const string MaxKeys = "max_message_keys_per_session";
    private const string BundleRefresh = "bundle_refresh_ms";
    private const string ProtocolVersion = "protocol_version";
    private const string Quirks = "quirks";

    public static PeerSettings Read(Request request) =>
        request.Properties("options").Aggregate(PeerSettings.Default, Apply);

    public static JsonObject View(PeerSettings settings) =>
        new()
        {
            [MaxSkip] = settings.Ratchet.MaxSkip,
            [MaxKeep] = settings.Ratchet.MaxKeyAge,
            [MaxKeys] = settings.Ratchet.MaxKeysPerSession,
            [BundleRefresh] = (long)settings.Installation.PrekeyLifetime.TotalMilliseconds,
            [ProtocolVersion] = settings.Installation.ProtocolVersion,
            [Quirks] = false,
        };

    private static PeerSettings Apply(PeerSettings settings, JsonProperty option) =>
        option.Name switch
        {
            MaxSkip => WithRatchet(settings, limits => limits with { MaxSkip = (int)Count(option, int.MaxValue) }),
            MaxKeep => WithRatchet(settings, limits => limits with { MaxKeyAge = (int)Count(option, int.MaxValue) }),
            MaxKeys => WithRatchet(
                settings,
                limits => limits with { MaxKeysPerSession = (int)Count(option, int.MaxValue) }
            ),
            BundleRefresh => WithInstallation(settings, own => own with { PrekeyLifetime = Milliseconds(option) }),
            ProtocolVersion => WithInstallation(
                settings,
                own => own with { ProtocolVersion = (uint)Count(option, uint.MaxValue) }
            ),
            Quirks when option.Value.ValueKind == JsonValueKind.False => settings,
            _ => throw new DriverException(ErrorKind.Unsupported, $"option {option.Name}: {option.Value}"),
        };

    private static PeerSettings WithRatchet(PeerSettings settings, Func<RatchetLimits, RatchetLimits> change) =>
        settings with
        {
            Ratchet = change(settings.Ratchet),
        };

    private static PeerSettings WithInstallation(
        PeerSettings settings,
        Func<InstallationSettings, InstallationSettings> change
    ) => settings with { Installation = change(settings.Installation) };

    private static TimeSpan Milliseconds(JsonProperty option) =>
        TimeSpan.FromMilliseconds(Count(option, (long)TimeSpan.MaxValue.TotalMilliseconds - 1));

    private static long Count(JsonProperty option, long most) =>
        option.Value.ValueKind == JsonValueKind.Number
        && option.Value.TryGetInt64(out var count)
        && count >= 0
        && count <= most
            ? count
            : throw Request.Bad($"option {option.Name}: not a count");
}
