using System.Buffers.Binary;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Embedded.InProcess;

/// <summary>What a network does to an envelope on its way.</summary>
public interface INetworkFaults
{
    /// <summary>Carries an envelope: hands it over never, once or more often, now or later.</summary>
    /// <param name="handOver">Hands the envelope to all who listen; may be called any number of times.</param>
    Task CarryAsync(Func<Task> handOver);
}

/// <summary>A network that hands everything over once and at once.</summary>
public sealed class NoFaults : INetworkFaults
{
    private NoFaults() { }

    /// <summary>The instance.</summary>
    public static NoFaults Instance { get; } = new();

    /// <inheritdoc/>
    public Task CarryAsync(Func<Task> handOver)
    {
        ArgumentNullException.ThrowIfNull(handOver);
        return handOver();
    }
}

/// <summary>How often a network misbehaves; each a probability from 0 to 1.</summary>
/// <param name="Drop">The envelope is lost.</param>
/// <param name="Duplicate">It comes twice.</param>
/// <param name="Delay">It is held back until the next few have passed, so that it comes out of order.</param>
public sealed record NetworkFaultRates(double Drop, double Duplicate, double Delay);

/// <summary>
/// A network that loses, repeats and reorders envelopes at given rates. Held-back envelopes pass when others have passed, or
/// with <see cref="ReleaseAsync"/>: no clock is needed, so a run repeats with the same random source.
/// </summary>
public sealed class NetworkFaults(NetworkFaultRates rates, IRandomSource random) : INetworkFaults
{
    // How many others may overtake one.
    private const int MaxOvertaking = 8;

    private readonly Lock gate = new();
    private readonly List<(int Passing, Func<Task> HandOver)> held = [];

    /// <inheritdoc/>
    public async Task CarryAsync(Func<Task> handOver)
    {
        ArgumentNullException.ThrowIfNull(handOver);
        List<Func<Task>> now;
        lock (gate)
        {
            now = TakeDue();
            if (!Draw(rates.Drop))
            {
                var copies = Draw(rates.Duplicate) ? 2 : 1;
                for (var copy = 0; copy < copies; copy++)
                    if (Draw(rates.Delay))
                        held.Add((1 + (int)(Share() * MaxOvertaking), handOver));
                    else
                        now.Add(handOver);
            }
        }

        await Task.WhenAll(now.Select(each => each()));
    }

    /// <summary>Hands over everything that is held back.</summary>
    public async Task ReleaseAsync()
    {
        List<Func<Task>> all;
        lock (gate)
        {
            all = held.ConvertAll(each => each.HandOver);
            held.Clear();
        }

        await Task.WhenAll(all.Select(each => each()));
    }

    private List<Func<Task>> TakeDue()
    {
        for (var i = 0; i < held.Count; i++)
            held[i] = (held[i].Passing - 1, held[i].HandOver);
        var due = held.Where(each => each.Passing <= 0).Select(each => each.HandOver).ToList();
        held.RemoveAll(each => each.Passing <= 0);
        return due;
    }

    private bool Draw(double probability) => probability > 0 && Share() < probability;

    private double Share()
    {
        Span<byte> draw = stackalloc byte[sizeof(uint)];
        random.Fill(draw, RandomPurpose.Storage);
        return BinaryPrimitives.ReadUInt32LittleEndian(draw) / ((double)uint.MaxValue + 1);
    }
}
