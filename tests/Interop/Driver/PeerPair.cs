using WakuGrains.Interop.Tests.Processes;

namespace WakuGrains.Interop.Tests.Driver;

/// <summary>A peer of this project's driver and one of the other implementation, in an order.</summary>
public sealed class PeerPair : IAsyncDisposable
{
    private readonly JsonLinesProcess[] processes;

    private PeerPair(JsonLinesProcess[] processes, RemotePeer first, RemotePeer second)
    {
        this.processes = processes;
        First = first;
        Second = second;
    }

    /// <summary>Who begins.</summary>
    public RemotePeer First { get; }

    /// <summary>Who answers.</summary>
    public RemotePeer Second { get; }

    /// <summary>Starts both processes with a peer each.</summary>
    /// <param name="installation">The other implementation.</param>
    /// <param name="beginner">Which of them begins.</param>
    /// <param name="first">Arguments of the first peer.</param>
    /// <param name="second">Arguments of the second peer.</param>
    public static async Task<PeerPair> StartAsync(
        StatusPeerInstallation installation,
        Beginner beginner,
        object? first = null,
        object? second = null
    )
    {
        ArgumentNullException.ThrowIfNull(installation);
        var theirs = installation.Start();
        var ours = JsonLinesProcess.StartOurs();
        JsonLinesProcess[] inOrder = beginner == Beginner.Ours ? [ours, theirs] : [theirs, ours];
        return new(
            inOrder,
            await RemotePeer.CreateAsync(inOrder[0], "first", first ?? new { seed = "first" }),
            await RemotePeer.CreateAsync(inOrder[1], "second", second ?? new { seed = "second" })
        );
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes)
            await process.DisposeAsync();
    }
}

/// <summary>Who begins a conversation.</summary>
public enum Beginner
{
    /// <summary>This project.</summary>
    Ours,

    /// <summary>The other implementation.</summary>
    Theirs,
}
