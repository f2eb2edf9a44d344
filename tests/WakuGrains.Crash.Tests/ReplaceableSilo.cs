namespace WakuGrains.Crash.Tests;

/// <summary>The silo that runs at the moment, and the next one after it was killed.</summary>
internal sealed class ReplaceableSilo(Func<SiloProcess> start) : IDisposable
{
    /// <summary>The one that runs.</summary>
    public SiloProcess Current { get; private set; } = start();

    /// <summary>For asking it how it is.</summary>
    public HttpClient Http { get; } = new();

    /// <summary>Kills it and starts another on the same data.</summary>
    public async Task KillAndStartAsync()
    {
        await Current.KillAsync();
        Current.Dispose();
        Current = start();
    }

    public void Dispose()
    {
        Current.Dispose();
        Http.Dispose();
    }
}
