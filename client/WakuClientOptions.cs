namespace WakuGrains.Client;

/// <summary>How a <see cref="WakuClient"/> behaves on a bad line.</summary>
public sealed record WakuClientOptions
{
    /// <summary>How long one request may take, beyond the time that it asks the silo to wait.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>For how long a call is repeated while the silo cannot be reached. <see cref="IWakuBot.ReceiveAsync(CancellationToken)"/> never gives up.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The delay before the first repetition; it doubles with each, less a random part of up to a half.</summary>
    public TimeSpan MinRetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest delay between two repetitions.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long one long poll of <see cref="IWakuBot.ReceiveAsync(CancellationToken)"/> lasts; at most 60 seconds.</summary>
    public TimeSpan PollWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many messages one poll fetches, 1 to 1000.</summary>
    public int PageSize { get; init; } = 100;

    /// <summary>The clock of delays and timeouts.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>What carries the requests, for proxies, client certificates and tests; not disposed by the client.</summary>
    public HttpMessageHandler? Handler { get; init; }
}
