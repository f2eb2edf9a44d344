using System.Text.Json;
using System.Text.Json.Nodes;

namespace WakuGrains.Interop.Tests.Processes;

/// <summary>A named peer in a process that speaks the driver's protocol.</summary>
public sealed class RemotePeer
{
    private readonly JsonLinesProcess process;
    private readonly string name;

    private RemotePeer(JsonLinesProcess process, string name, JsonElement created)
    {
        this.process = process;
        this.name = name;
        Identity = created.Text("identity");
        InstallationId = created.Text("installation_id");
    }

    /// <summary>The identity key, compressed, in hex.</summary>
    public string Identity { get; }

    /// <summary>The installation id.</summary>
    public string InstallationId { get; }

    /// <summary>Makes a peer.</summary>
    public static async Task<RemotePeer> CreateAsync(JsonLinesProcess process, string name, object? arguments = null)
    {
        ArgumentNullException.ThrowIfNull(process);
        return new(process, name, await process.OkAsync("new", Named(name, arguments)));
    }

    /// <summary>Makes another peer in the same process.</summary>
    public Task<RemotePeer> SiblingAsync(string siblingName, object? arguments = null) =>
        CreateAsync(process, siblingName, arguments);

    /// <summary>Asks; an error is a failure of the test.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="arguments">An object whose properties are the arguments.</param>
    public Task<JsonElement> OkAsync(string operation, object? arguments = null) =>
        process.OkAsync(operation, Named(name, arguments));

    /// <summary>Asks, whatever the answer is.</summary>
    public Task<JsonElement> AskAsync(string operation, object? arguments = null) =>
        process.AskAsync(operation, Named(name, arguments));

    /// <summary>Asks for something that fails; answers with the kind of error.</summary>
    public async Task<string> FailAsync(string operation, object? arguments = null)
    {
        var reply = await AskAsync(operation, arguments);
        return reply.GetProperty("ok").GetBoolean()
            ? throw new InvalidOperationException($"{operation} was answered with {reply}")
            : reply.Text("error");
    }

    private static JsonObject Named(string name, object? arguments)
    {
        var named = JsonSerializer.SerializeToNode(arguments ?? new { })!.AsObject();
        named["name"] = name;
        return named;
    }
}
