using WakuGrains.Client.Http;

namespace WakuGrains.Client;

/// <summary>A client of a silo's HTTP API.</summary>
public sealed class WakuClient : IWakuClient
{
    private readonly SiloChannel channel;
    private readonly WakuClientOptions options;

    /// <summary>Creates a client; nothing is sent yet.</summary>
    /// <param name="address">Where the silo is, such as <c>http://127.0.0.1:5480</c>.</param>
    /// <param name="apiKey">The API key; the silo prints it at its first start.</param>
    /// <param name="options">How to behave on a bad line.</param>
    public WakuClient(string address, string apiKey, WakuClientOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(address);
        ArgumentException.ThrowIfNullOrEmpty(apiKey);
        this.options = options ?? new WakuClientOptions();
        channel = new SiloChannel(new Uri(address.TrimEnd('/') + "/"), apiKey, this.options);
    }

    /// <inheritdoc/>
    public async Task<IWakuBot> OpenIdentityAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        var call = Call.Post("v1/identities", new OpenIdentityBody(name), WireJson.Default.OpenIdentityBody);
        var identity = await channel.RequireAsync(call, WireJson.Default.WakuIdentity, cancellationToken);
        return new WakuBot(channel, options, identity);
    }

    /// <inheritdoc/>
    public async Task<IWakuBot?> FindIdentityAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        var call = Call.Get($"v1/identities/{Uri.EscapeDataString(name)}") with { NotFoundCode = "identity_not_found" };
        return await channel.CallAsync(call, WireJson.Default.WakuIdentity, cancellationToken) is { } identity
            ? new WakuBot(channel, options, identity)
            : null;
    }

    /// <inheritdoc/>
    public async Task<IWakuBot> ImportIdentityAsync(
        string name,
        string privateKey,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(privateKey);
        var body = new ImportIdentityBody(name, privateKey);
        var call = Call.Post("v1/identities/import", body, WireJson.Default.ImportIdentityBody);
        var identity = await channel.RequireAsync(call, WireJson.Default.WakuIdentity, cancellationToken);
        return new WakuBot(channel, options, identity);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WakuIdentity>> ListIdentitiesAsync(CancellationToken cancellationToken = default)
    {
        var call = Call.Get("v1/identities");
        return (await channel.RequireAsync(call, WireJson.Default.IdentityListBody, cancellationToken)).Identities;
    }

    /// <summary>Closes the connections. Bots of this client stop working.</summary>
    public ValueTask DisposeAsync()
    {
        channel.Dispose();
        return ValueTask.CompletedTask;
    }
}
