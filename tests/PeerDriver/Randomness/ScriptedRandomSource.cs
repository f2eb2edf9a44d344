using WakuGrains.PeerDriver.Json;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.PeerDriver.Randomness;

/// <summary>A peer's randomness: what a script holds for the purpose first, then another source.</summary>
internal sealed class ScriptedRandomSource(IRandomSource otherwise) : IRandomSource
{
    private readonly Dictionary<string, Queue<byte[]>> script = new(StringComparer.Ordinal);

    /// <summary>Adds draws to the script.</summary>
    public void Add(string label, IEnumerable<byte[]> draws)
    {
        if (!ScriptLabels.IsKnown(label))
            throw Request.Bad($"script: no label {label}");
        if (!script.TryGetValue(label, out var queue))
            script[label] = queue = new Queue<byte[]>();
        foreach (var draw in draws)
            queue.Enqueue(draw);
    }

    /// <inheritdoc/>
    public void Fill(Span<byte> destination, RandomPurpose purpose)
    {
        foreach (var label in ScriptLabels.Of(purpose))
        {
            if (!script.TryGetValue(label, out var queue) || !queue.TryDequeue(out var draw))
                continue;
            if (draw.Length != destination.Length)
                throw Request.Bad($"script {label}: {draw.Length} bytes where {destination.Length} are needed");
            draw.CopyTo(destination);
            return;
        }

        otherwise.Fill(destination, purpose);
    }
}
