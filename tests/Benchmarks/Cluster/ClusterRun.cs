using System.Text.Json.Serialization;

namespace WakuGrains.Benchmarks.Cluster;

/// <summary>What is asked of the benchmark of the cluster.</summary>
/// <param name="Conversations">Pairs of bots that converse at once.</param>
/// <param name="Rounds">How often each engine has its turn.</param>
/// <param name="Seconds">How long a turn under full load, and one at a steady rate, takes.</param>
/// <param name="SteadyRate">Messages a second at the steady rate.</param>
/// <param name="Activations">Entities that are brought back to memory.</param>
internal sealed record ClusterRun(int Conversations, int Rounds, double Seconds, int SteadyRate, int Activations)
{
    /// <summary>Calls and turns that are timed in a round.</summary>
    public const int CallsPerRound = 500;

    /// <summary>Calls that are under way at once where many are needed.</summary>
    public const int AtOnce = 64;

    /// <summary>Messages of each direction that are under way at full load.</summary>
    public int UnderWay { get; } = 2;

    /// <summary>How long a turn takes.</summary>
    [JsonIgnore]
    public TimeSpan Duration => TimeSpan.FromSeconds(Seconds);
}
