using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Vectors.GoScenarios.Recording;

/// <summary>
/// The random values of one event, each label in order. Where more is drawn than was recorded, a stand-in is given and
/// counted: an attempt may need it, but what is accepted as equal must not.
/// </summary>
internal sealed class RecordedDraws : IRandomSource
{
    private const string RatchetKey = "ratchet";
    private const string GcmNonce = "gcm_nonce";

    private readonly Dictionary<string, Queue<byte[]>> draws = new(StringComparer.Ordinal);
    private int standIns;

    public RecordedDraws(IEnumerable<JsonElement> recorded)
    {
        foreach (var draw in recorded)
            Add(draw.Text("label"), draw.Hex("hex"));
    }

    /// <summary>Whether what was drawn is exactly what was recorded.</summary>
    public bool AreUsedExactly => IsExhausted && standIns == 0;

    /// <summary>Whether more was drawn than was recorded.</summary>
    public bool HaveStandIns => standIns > 0;

    private bool IsExhausted => draws.Values.All(queue => queue.Count == 0);

    /// <inheritdoc/>
    public void Fill(Span<byte> destination, RandomPurpose purpose)
    {
        if (
            draws.TryGetValue(Label(purpose), out var queue)
            && queue.TryPeek(out var bytes)
            && bytes.Length == destination.Length
        )
            queue.Dequeue().CopyTo(destination);
        else
            StandIn(destination);
    }

    private void Add(string label, byte[] bytes)
    {
        var ours = label is "ratchet_first" or "ratchet_step" ? RatchetKey : label;
        if (!draws.TryGetValue(ours, out var queue))
            draws[ours] = queue = new Queue<byte[]>();
        queue.Enqueue(bytes);
    }

    private void StandIn(Span<byte> destination)
    {
        Span<byte> counter = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(counter, ++standIns);
        SHA256.HashData(counter).AsSpan(..destination.Length).CopyTo(destination);
    }

    private static string Label(RandomPurpose purpose) =>
        purpose switch
        {
            RandomPurpose.SignedPrekey => "signed_prekey",
            RandomPurpose.X3dhEphemeral => "x3dh_ephemeral",
            RandomPurpose.RatchetKey => RatchetKey,
            RandomPurpose.DiffieHellmanEphemeral => "dh_ephemeral",
            RandomPurpose.DiffieHellmanNonce or RandomPurpose.HashRatchetNonce => GcmNonce,
            RandomPurpose.RekeyNonce => "rekey_nonce",
            RandomPurpose.GroupKey => "group_key",
            _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, "Not drawn by this layer."),
        };
}
