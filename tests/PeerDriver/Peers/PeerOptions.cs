using System.Text.Json;
using System.Text.Json.Nodes;
using WakuGrains.PeerDriver.Json;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.PeerDriver.Peers;

/// <summary>The options of a peer: the ratchet's limits. The others are constants here, so that only their value is accepted.</summary>
internal static class PeerOptions
{
    private const string MaxSkip = "max_skip";
    private const string MaxKeep = "max_keep";
    private const string MaxKeys = "max_message_keys_per_session";
    private const string BundleRefresh = "bundle_refresh_ms";
    private const string ProtocolVersion = "protocol_version";
    private const string Quirks = "quirks";

    public static RatchetLimits Read(Request request)
    {
        var limits = RatchetLimits.Default;
        foreach (var option in request.Properties("options"))
        {
            limits = option.Name switch
            {
                MaxSkip => limits with { MaxSkip = Count(option) },
                MaxKeep => limits with { MaxKeyAge = Count(option) },
                MaxKeys => limits with { MaxKeysPerSession = Count(option) },
                BundleRefresh when Count(option) == (int)MessagingLimits.PrekeyLifetime.TotalMilliseconds => limits,
                ProtocolVersion when Count(option) == MessagingLimits.ProtocolVersion => limits,
                Quirks when option.Value.ValueKind == JsonValueKind.False => limits,
                _ => throw new DriverException(ErrorKind.Unsupported, $"option {option.Name}: {option.Value}"),
            };
        }

        return limits;
    }

    public static JsonObject View(RatchetLimits limits) =>
        new()
        {
            [MaxSkip] = limits.MaxSkip,
            [MaxKeep] = limits.MaxKeyAge,
            [MaxKeys] = limits.MaxKeysPerSession,
            [BundleRefresh] = (long)MessagingLimits.PrekeyLifetime.TotalMilliseconds,
            [ProtocolVersion] = MessagingLimits.ProtocolVersion,
            [Quirks] = false,
        };

    private static int Count(JsonProperty option) =>
        option.Value.ValueKind == JsonValueKind.Number && option.Value.TryGetInt32(out var count) && count >= 0
            ? count
            : throw Request.Bad($"option {option.Name}: not a count");
}
