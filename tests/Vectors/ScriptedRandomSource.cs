using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Vectors;

/// <summary>
/// Replays recorded draws: each purpose has a queue of its own. A draw that was not recorded, or has another length, is a
/// failure of the case.
/// </summary>
public sealed class ScriptedRandomSource : IRandomSource
{
    private readonly Dictionary<RandomPurpose, Queue<byte[]>> draws = [];

    /// <summary>Whether everything that was recorded has been drawn.</summary>
    public bool IsExhausted => draws.Values.All(queue => queue.Count == 0);

    /// <summary>Records a draw.</summary>
    public ScriptedRandomSource Add(RandomPurpose purpose, byte[] bytes)
    {
        if (!draws.TryGetValue(purpose, out var queue))
            draws[purpose] = queue = new Queue<byte[]>();
        queue.Enqueue(bytes);
        return this;
    }

    /// <inheritdoc/>
    public void Fill(Span<byte> destination, RandomPurpose purpose)
    {
        if (!draws.TryGetValue(purpose, out var queue) || !queue.TryDequeue(out var bytes))
            throw new InvalidOperationException($"A draw for {purpose} was not recorded.");
        if (bytes.Length != destination.Length)
            throw new InvalidOperationException(
                $"{purpose}: {destination.Length} bytes drawn, {bytes.Length} recorded."
            );
        bytes.CopyTo(destination);
    }
}
