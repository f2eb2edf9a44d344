using System.Net;
using WakuGrains.Installations;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Silo.Hosting;

/// <summary>What an operator decides about a silo.</summary>
internal sealed record SiloOptions
{
    /// <summary>The port that the documentation and the client's samples name.</summary>
    public const int DefaultPort = 5480;

    /// <summary>Where everything is kept.</summary>
    public required DataDirectory Data { get; init; }

    /// <summary>The address to listen on.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port to listen on; 0 takes a free one.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>Whether an address that other machines reach is meant.</summary>
    public bool AllowRemote { get; init; }

    /// <summary>Which curve library to use.</summary>
    public CryptoPreference Crypto { get; init; }

    /// <summary>Devices of one identity that a message is encrypted for: n of 54/WAKU2-X3DH-SESSIONS.</summary>
    public int ActiveDevices { get; init; } = InstallationSettings.Default.ActiveDevices;

    /// <summary>Whether the two demo bots live in the silo.</summary>
    public bool DemoBots { get; init; }

    /// <summary>Where to write every published envelope, or null.</summary>
    public string? WireLog { get; init; }

    /// <summary>The cluster that the silo belongs to, or null: then it is one process with a store of its own.</summary>
    public ClusterSettings? Cluster { get; init; }

    /// <summary>Refuses what the operator cannot have meant.</summary>
    /// <exception cref="SiloException">
    /// An address is reachable from elsewhere and that was not allowed, or this program was built without the cluster engine.
    /// </exception>
    public void Validate()
    {
        Require(Address, "the API is plain HTTP: put a TLS proxy in front");
        if (Cluster is null)
            return;
        ClusterEngine.Require();
        Require(Cluster.Address, "silos trust whoever reaches their ports: keep these in a network of their own");
    }

    private void Require(IPAddress address, string danger)
    {
        if (!IPAddress.IsLoopback(address) && !AllowRemote)
            throw new SiloException(
                $"{address} can be reached from other machines and {danger} and add --allow-remote if that is meant."
            );
    }
}
