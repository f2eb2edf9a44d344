using System.Text.Json;
using WakuGrains.Client;
using WakuGrains.Client.InProcess;
using WakuGrains.Silo.Api;

namespace WakuGrains.Silo.Cli;

/// <summary>Trust in the words of the API.</summary>
internal static class TrustWords
{
    public static string[] Policies { get; } = [.. Enum.GetValues<TrustPolicy>().Select(Of)];

    public static string[] Decisions { get; } = [.. Enum.GetValues<PeerTrust>().Select(Of)];

    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    public static TrustPolicy Policy(string word) => TrustTranslations.Policy(TrustNames.Policy(word));

    public static PeerTrust Decision(string word) => TrustTranslations.Decision(TrustNames.Decision(word));
}
