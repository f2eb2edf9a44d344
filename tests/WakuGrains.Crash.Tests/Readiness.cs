namespace WakuGrains.Crash.Tests;

/// <summary>Waits for a silo to say that it is ready.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Completes when the silo is ready; fails when it ends or takes too long.</summary>
    public static async Task WaitAsync(
        SiloProcess silo,
        HttpClient http,
        string port,
        TimeSpan patience,
        CancellationToken cancellationToken
    )
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!await IsReadyAsync(http, port, cancellationToken))
        {
            if (silo.HasExited || TimeProvider.System.GetElapsedTime(begun) > patience)
                throw new InvalidOperationException($"The silo does not become ready: {silo.Output}");
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, string port, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync($"http://127.0.0.1:{port}/health/ready", cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
