namespace WakuGrains.Silo.Hosting;

/// <summary>Starts hosts, and says why one does not start.</summary>
internal static partial class HostStart
{
    /// <summary>
    /// Starts a host. When that fails, what has started already is told to stop before it is taken away. Something that did not
    /// start may not be able to stop either: why it did not start is what is thrown.
    /// </summary>
    public static async Task StartOrStopAsync(this IHost host, CancellationToken cancellationToken)
    {
        try
        {
            await host.StartAsync(cancellationToken);
        }
        catch
        {
            await TryStopAsync(host);
            throw;
        }
    }

#pragma warning disable CA1031 // Nothing is swallowed: it is logged, and follows from a fault that is thrown.
    private static async Task TryStopAsync(IHost host)
    {
        var logger = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger(nameof(HostStart));
        try
        {
            await host.StopAsync(CancellationToken.None);
        }
        catch (Exception exception)
        {
            NotStopped(logger, exception);
        }
    }
#pragma warning restore CA1031

    [LoggerMessage(Level = LogLevel.Debug, Message = "What had started did not all stop.")]
    private static partial void NotStopped(ILogger logger, Exception exception);
}
