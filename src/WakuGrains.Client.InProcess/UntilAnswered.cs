using WakuGrains.Client.Http;

namespace WakuGrains.Client.InProcess;

/// <summary>Repeats a call, with growing pauses, as long as the messaging model cannot do it at the moment.</summary>
internal sealed class UntilAnswered(TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>The answer, however long it takes.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        var backoff = new Backoff(First, Longest, Chance.Fraction);
        while (true)
        {
            try
            {
                return await call();
            }
            catch (WakuUnavailableException)
            {
                await Task.Delay(backoff.Next(), time, cancellationToken);
            }
        }
    }
}
