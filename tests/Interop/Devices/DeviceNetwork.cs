using System.Collections.Concurrent;
using System.Collections.Immutable;
using WakuGrains.Embedded.InProcess;
using WakuGrains.Interop.Tests.Silo;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Interop.Tests.Devices;

/// <summary>
/// A network that many devices are on. What one publishes comes to each of them, its own included, over a link of its own that
/// repeats and reorders; nothing is lost but what is published while a device is not there.
/// </summary>
internal sealed class DeviceNetwork(Wiretap wiretap, NetworkFaultRates rates)
{
    private readonly Lock gate = new();
    private readonly List<LossyLink> used = [];
    private readonly List<(Func<Sighting, bool> Predicate, TaskCompletionSource Found)> awaited = [];
    private readonly ConcurrentQueue<string> failures = new();
    private ImmutableDictionary<INetworkDevice, LossyLink> links = ImmutableDictionary<INetworkDevice, LossyLink>.Empty;
    private ImmutableList<Sighting> passed = [];
    private TaskCompletionSource open = Completed();
    private bool isReliable;

    /// <summary>What was published and handed over, in the order in which it had come everywhere.</summary>
    public IReadOnlyList<Sighting> Passed => passed;

    /// <summary>What could not be handed over. Whoever published it tries again, so that it would not show otherwise.</summary>
    public IReadOnlyCollection<string> Failures => failures;

    /// <summary>How many envelopes came to a device more than once.</summary>
    public int RepeatedCount => used.Sum(link => link.RepeatedCount);

    /// <summary>Whether everything passes at once and once, from now on.</summary>
    public bool IsReliable
    {
        get => isReliable;
        set
        {
            isReliable = value;
            foreach (var link in links.Values)
                link.IsReliable = value;
        }
    }

    /// <summary>A device comes to the network.</summary>
    public void Attach(INetworkDevice device)
    {
        var link = new LossyLink(rates, $"{device.Name} {used.Count}", device.ReceiveAsync) { IsReliable = isReliable };
        used.Add(link);
        links = links.Add(device, link);
    }

    /// <summary>A device goes. What is published meanwhile it never sees.</summary>
    public void Detach(INetworkDevice device) => links = links.Remove(device);

    /// <summary>Nothing passes until <see cref="Open"/>.</summary>
    public void Hold() => open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Everything passes.</summary>
    public void Open() => open.SetResult();

    /// <summary>Publishes an envelope. Completes when it has come to everybody, or is held back on the way.</summary>
    public async Task CarryAsync(Envelope envelope)
    {
        await open.Task;
        var reached = links;
        try
        {
            await Task.WhenAll(reached.Values.Select(link => link.CarryAsync(envelope)));
            Note(wiretap.Read(envelope, [.. reached.Keys]));
        }
        catch (Exception exception)
        {
            failures.Enqueue($"{envelope}: {exception}");
            throw;
        }
    }

    /// <summary>Completes when an envelope that is looked for has passed.</summary>
    /// <param name="predicate">What is looked for.</param>
    /// <param name="since">How many of those that have passed already do not count.</param>
    public Task PassedAsync(Func<Sighting, bool> predicate, int since = 0)
    {
        lock (gate)
        {
            if (passed.Skip(since).Any(predicate))
                return Task.CompletedTask;
            var found = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            awaited.Add((predicate, found));
            return found.Task;
        }
    }

    /// <summary>Hands over what is held back.</summary>
    public Task ReleaseAsync() => Task.WhenAll(links.Values.Select(link => link.RecoverAsync()));

    private void Note(Sighting sighting)
    {
        lock (gate)
        {
            passed = passed.Add(sighting);
            foreach (var (_, found) in awaited.Where(each => each.Predicate(sighting)))
                found.TrySetResult();
        }
    }

    private static TaskCompletionSource Completed()
    {
        var completed = new TaskCompletionSource();
        completed.SetResult();
        return completed;
    }
}
