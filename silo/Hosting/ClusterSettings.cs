using System.Net;

namespace WakuGrains.Silo.Hosting;

/// <summary>How the silos of a cluster find each other and where they keep everything.</summary>
internal enum Clustering
{
    /// <summary>On one machine, in memory.</summary>
    Localhost,

    /// <summary>By Azure Tables.</summary>
    AzureTable,
}

/// <summary>What an operator decides about a silo that is one of a cluster. Knows nothing of the engine that makes it one.</summary>
internal sealed record ClusterSettings
{
    /// <summary>The port for other silos, when nothing else is said.</summary>
    public const int DefaultSiloPort = 11111;

    /// <summary>The port for clients of the cluster, when nothing else is said.</summary>
    public const int DefaultGatewayPort = 30000;

    /// <summary>Which silos belong together, when nothing else is said.</summary>
    public const string DefaultClusterId = "wakugrains";

    /// <summary>How silos find each other.</summary>
    public Clustering Clustering { get; init; }

    /// <summary>The table service; null unless <see cref="Clustering"/> is <see cref="Clustering.AzureTable"/>.</summary>
    public TableService? Tables { get; init; }

    /// <summary>The address by which other silos reach this one.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port for other silos.</summary>
    public int SiloPort { get; init; } = DefaultSiloPort;

    /// <summary>The port for clients of the cluster.</summary>
    public int GatewayPort { get; init; } = DefaultGatewayPort;

    /// <summary>The silo port of the first silo on this machine, or null when this is the first.</summary>
    public int? PrimaryPort { get; init; }

    /// <summary>The same name for all silos of the cluster.</summary>
    public string ClusterId { get; init; } = DefaultClusterId;
}

/// <summary>How to reach a table service. The connection string holds a key, so it never becomes text by itself.</summary>
internal sealed class TableService(string connectionString)
{
    /// <summary>The connection string.</summary>
    public string ConnectionString => connectionString;
}
