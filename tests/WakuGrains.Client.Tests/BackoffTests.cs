using WakuGrains.Client.Http;

namespace WakuGrains.Client.Tests;

public sealed class BackoffTests
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    [Fact]
    public void Delays_double_up_to_the_longest()
    {
        var backoff = new Backoff(First, Longest, () => 1);
        double[] expected = [200, 400, 800, 1000, 1000];
        expected.Select(_ => backoff.Next().TotalMilliseconds).ToArray().ShouldBe(expected);
    }

    [Fact]
    public void Jitter_takes_up_to_half_away()
    {
        new Backoff(First, Longest, () => 0).Next().ShouldBe(First / 2);
        new Backoff(First, Longest, () => 0.5).Next().ShouldBe(First * 0.75);
    }

    [Fact]
    public void A_delay_that_was_asked_for_is_the_least()
    {
        new Backoff(First, Longest, () => 1).Next(TimeSpan.FromSeconds(5)).ShouldBe(TimeSpan.FromSeconds(5));
        new Backoff(First, Longest, () => 1).Next(TimeSpan.Zero).ShouldBe(First);
    }
}
