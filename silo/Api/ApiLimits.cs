namespace WakuGrains.Silo.Api;

/// <summary>The bounds of the HTTP API that are not those of the messaging model.</summary>
internal static class ApiLimits
{
    /// <summary>
    /// Bytes in a request's body. The longest content is 100 KiB, in base64 137 KiB, and its headers 4096 characters, which
    /// JSON may write as six bytes each.
    /// </summary>
    public const int MaxRequestBodySize = 192 * 1024;

    /// <summary>Messages that one read gives when the caller names no number.</summary>
    public const int DefaultReadLimit = 100;

    /// <summary>Messages that an event stream reads at once.</summary>
    public const int EventPage = 100;

    /// <summary>After how much silence an event stream shows that it is alive: below the idle timeout of common proxies (60 s).</summary>
    public static readonly TimeSpan KeepAliveInterval = TimeSpan.FromSeconds(20);

    /// <summary>How long a stopping silo waits for requests that are under way.</summary>
    public static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(10);
}
