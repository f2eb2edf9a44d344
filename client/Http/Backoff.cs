namespace WakuGrains.Client.Http;

/// <summary>The delays between repetitions of one call: exponential, with jitter, bounded in number by time. Does not wait itself.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest, Func<double> fraction)
{
    private TimeSpan ceiling = first;

    /// <summary>The next delay: between half and all of a ceiling that doubles each time; not shorter than the silo asked for.</summary>
    public TimeSpan Next(TimeSpan? askedFor = null)
    {
        var delay = ceiling * (0.5 + fraction() / 2);
        ceiling = ceiling + ceiling < longest ? ceiling + ceiling : longest;
        return askedFor > delay ? askedFor.Value : delay;
    }
}
