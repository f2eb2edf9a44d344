namespace WakuGrains.Orleans.Storage;

/// <summary>Why a storage is not served.</summary>
internal enum MarkReason
{
    /// <summary>It is.</summary>
    None,

    /// <summary>It is being exported.</summary>
    Exporting,

    /// <summary>It was exported: its sessions go on elsewhere.</summary>
    Exported,

    /// <summary>An import has begun and not ended: what is there is not whole.</summary>
    Importing,
}

/// <summary>The mark of a storage that is not served.</summary>
internal sealed class StoredMark
{
    /// <summary>Why.</summary>
    public MarkReason Reason { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset Since { get; init; }
}
