using System.Net;

namespace WakuGrains.Orleans.Hosting;

/// <summary>How the silos of a cluster find each other and where they keep everything.</summary>
public enum ClusterKind
{
    /// <summary>On one machine, in memory: for development. When the first silo stops everything is gone.</summary>
    Localhost,

    /// <summary>By Azure Tables, or what speaks their protocol.</summary>
    AzureTable,
}

/// <summary>What an operator decides about a silo of a cluster.</summary>
public sealed record ClusterHostOptions
{
    /// <summary>The port by which silos talk with each other, when nothing else is said.</summary>
    public const int DefaultSiloPort = 11111;

    /// <summary>The port by which clients talk with the silo, when nothing else is said.</summary>
    public const int DefaultGatewayPort = 30000;

    /// <summary>How silos find each other.</summary>
    public required ClusterKind Kind { get; init; }

    /// <summary>The connection string of the table service; only for <see cref="ClusterKind.AzureTable"/>.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>The port for other silos.</summary>
    public int SiloPort { get; init; } = DefaultSiloPort;

    /// <summary>The port for clients of the cluster.</summary>
    public int GatewayPort { get; init; } = DefaultGatewayPort;

    /// <summary>The silo port of the first silo; only for <see cref="ClusterKind.Localhost"/>, and null for the first itself.</summary>
    public int? PrimaryPort { get; init; }

    /// <summary>The address by which other silos reach this one.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Which silos belong together; the same name for all of them.</summary>
    public string ClusterId { get; init; } = "wakugrains";

    /// <summary>Where the silo is; never the connection string, which holds a key.</summary>
    public override string ToString() =>
        $"ClusterHostOptions({ClusterId}, {Kind}, {Address}, silo port {SiloPort}, gateway port {GatewayPort})";
}
