using System.Collections.Concurrent;
using WakuGrains.Embedded.InProcess;
using WakuGrains.PeerDriver.Randomness;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Interop.Tests.Silo;

/// <summary>
/// One direction of a network that loses, repeats and reorders envelopes. It keeps count, so that at the end what was lost can
/// be handed over after all, as a node's store would.
/// </summary>
/// <param name="rates">How often it misbehaves.</param>
/// <param name="seed">Determines when.</param>
/// <param name="handOver">Hands an envelope to the receiver; the number says the how-manieth time, from 1.</param>
internal sealed class LossyLink(NetworkFaultRates rates, string seed, Func<Envelope, int, Task> handOver)
{
    private readonly NetworkFaults faults = new(rates, new SeededRandomSource(seed));
    private readonly ConcurrentDictionary<MessageHash, Passage> passages = new();

    /// <summary>Whether everything passes at once, from now on.</summary>
    public bool IsReliable { get; set; }

    /// <summary>Envelopes that were handed over more than once.</summary>
    public int RepeatedCount => passages.Values.Count(passage => passage.Times > 1);

    /// <summary>Sends an envelope on its way.</summary>
    public Task CarryAsync(Envelope envelope)
    {
        var passage = passages.GetOrAdd(envelope.Hash, _ => new Passage(envelope));
        return IsReliable ? HandOverAsync(passage) : faults.CarryAsync(() => HandOverAsync(passage));
    }

    /// <summary>Hands over what is held back and then what was lost. Returns how many were lost.</summary>
    public async Task<int> RecoverAsync()
    {
        await faults.ReleaseAsync();
        var lost = passages.Values.Where(passage => passage.Times == 0).ToList();
        foreach (var passage in lost)
            await HandOverAsync(passage);
        return lost.Count;
    }

    private Task HandOverAsync(Passage passage) => handOver(passage.Envelope, passage.Count());

    private sealed class Passage(Envelope envelope)
    {
        private int times;

        public Envelope Envelope { get; } = envelope;

        public int Times => Volatile.Read(ref times);

        public int Count() => Interlocked.Increment(ref times);
    }
}
