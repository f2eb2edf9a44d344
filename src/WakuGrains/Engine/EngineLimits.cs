namespace WakuGrains.Engine;

/// <summary>The bounds of what one turn may store, with unit and reason. The same for every engine and store.</summary>
public static class EngineLimits
{
    /// <summary>
    /// Bytes of one part of an entity: 512 KiB, so that with its encryption it fits the smallest record of any store (960 KiB
    /// for a row of an Azure Table).
    /// </summary>
    public const int MaxPartLength = 512 * 1024;

    /// <summary>Bytes of a once-key: a hash with room for a prefix.</summary>
    public const int MaxOnceKeyLength = 64;

    /// <summary>Bytes of the receipt of a once-key: ids and times, no contents.</summary>
    public const int MaxReceiptLength = 256;

    /// <summary>
    /// Bytes of the effects after which the turns that have queued up are committed: what one write takes stays bounded, and so
    /// does how long the first caller waits.
    /// </summary>
    public const int MaxBatchLength = 1024 * 1024;

    /// <summary>
    /// Bytes of entries of a long list that are kept with the main part: every append writes half of them on average, which is
    /// little beside what a call to a store takes; with fewer, pages would be written more often.
    /// </summary>
    public const int OpenPageLength = 32 * 1024;

    /// <summary>
    /// Bytes of entries up to which a page of a long list is filled. Fewer would make more parts to load, more would have to be
    /// written again each time that entries are added to the page.
    /// </summary>
    public const int PageLength = 256 * 1024;
}
