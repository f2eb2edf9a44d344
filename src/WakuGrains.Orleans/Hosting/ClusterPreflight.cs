using System.Net;
using System.Net.Sockets;
using Azure;
using Azure.Data.Tables;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Hosting;

/// <summary>
/// Looks whether a silo can start before it does: what is missing is said at once and in a sentence, where the runtime would go on
/// trying.
/// </summary>
public static class ClusterPreflight
{
    private const int Retries = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Makes sure that a silo's ports are free and that its table service answers.</summary>
    /// <exception cref="IOException">A port cannot be listened on.</exception>
    /// <exception cref="StoreUnavailableException">The table service does not answer, or refuses the connection string.</exception>
    public static async Task CheckAsync(ClusterHostOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        RequirePort("silo", options.Address, options.SiloPort);
        if (options.GatewayPort != 0)
            RequirePort("gateway", options.Address, options.GatewayPort);
        if (options.Kind == ClusterKind.AzureTable)
            await RequireTablesAsync(options.ConnectionString, cancellationToken);
    }

    private static void RequirePort(string name, IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
        }
        catch (SocketException exception)
        {
            throw new IOException(
                $"The {name} port {port} of {address} cannot be listened on: {exception.Message}. Choose another {name} port, or stop who has it.",
                exception
            );
        }
    }

    private static async Task RequireTablesAsync(string? connectionString, CancellationToken cancellationToken)
    {
        var options = new TableClientOptions { Retry = { MaxRetries = Retries, NetworkTimeout = Patience } };
        var tables = new TableServiceClient(connectionString, options);
        try
        {
            await using var answers = tables
                .QueryAsync(maxPerPage: 1, cancellationToken: cancellationToken)
                .GetAsyncEnumerator(cancellationToken);
            await answers.MoveNextAsync();
        }
        catch (RequestFailedException exception) when (IsAnswer(exception))
        {
            // Whoever may not list the tables may still use them.
        }
        catch (Exception exception) when (exception is RequestFailedException or AggregateException)
        {
            var place = tables.Uri.GetLeftPart(UriPartial.Path);
            throw new StoreUnavailableException(
                $"The table service at {place} cannot be used: {Reason(exception)}",
                exception
            );
        }
    }

    private static bool IsAnswer(RequestFailedException exception) =>
        exception.Status != 0 && exception.ErrorCode != "AuthenticationFailed";

    // One line; the client's words go on with headers.
    private static string Reason(Exception exception) =>
        (exception is AggregateException { InnerExceptions: [.., var last] } ? last : exception)
            .Message.Split('\n')[0]
            .Trim();
}
