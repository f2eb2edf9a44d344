namespace WakuGrains.Protocol.SecureTransport;

/// <summary>How much a Double Ratchet session skips and keeps (facts 3.6).</summary>
/// <param name="MaxSkip">
/// Messages that may be missing in one jump, per chain. It bounds the work that one header can ask for: 1000 chain steps.
/// </param>
/// <param name="MaxKeysPerSession">Skipped message keys kept at most; those skipped first go first. Bounds a record to about 100 kB.</param>
/// <param name="MaxKeyAge">A skipped key is dropped when this many message keys have been derived after it.</param>
public sealed record RatchetLimits(int MaxSkip, int MaxKeysPerSession, int MaxKeyAge)
{
    /// <summary>What the deployed network uses: 1000 a jump, 2000 a session, 3000 by age.</summary>
    public static RatchetLimits Default { get; } = new(1000, 2000, 3000);

    /// <summary>
    /// Chains before the current one of which we remember how far they were read, so that a late repeat is known as one.
    /// </summary>
    public const int RetiredChains = 8;
}
