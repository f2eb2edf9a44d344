using System.Net;
using System.Net.Sockets;

namespace WakuGrains.Testing;

/// <summary>Ports for programs that cannot choose one themselves.</summary>
public static class FreePort
{
    /// <summary>A port of the loopback address that nobody has at the moment.</summary>
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
