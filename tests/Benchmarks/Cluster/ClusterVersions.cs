using System.Reflection;
using System.Text.Json;
using Orleans;
using WakuGrains.Engine;

namespace WakuGrains.Benchmarks.Cluster;

/// <summary>Versions of what was measured.</summary>
internal sealed record ClusterVersions(string WakuGrains, string Orleans, string Azurite)
{
    /// <summary>Those that are here.</summary>
    public static ClusterVersions Read()
    {
        var package = Path.Combine(AppContext.BaseDirectory, "Azurite", "package.json");
        using var azurite = JsonDocument.Parse(File.ReadAllText(package));
        return new(
            VersionOf(typeof(Turn).Assembly),
            VersionOf(typeof(Grain).Assembly),
            azurite.RootElement.GetProperty("dependencies").GetProperty("azurite").GetString()!
        );
    }

    // What follows the numbers says from which commit it was built.
    private static string VersionOf(Assembly assembly)
    {
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        return version.Split('+', ' ')[0].TrimEnd('.');
    }
}
