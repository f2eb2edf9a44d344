namespace WakuGrains.Orleans.Storage;

/// <summary>The data key of the storage as it is stored: wrapped, with something that only it opens.</summary>
internal sealed class StoredDataKey
{
    /// <summary>The wrapped key; empty as long as none was made.</summary>
    public ReadOnlyMemory<byte> Wrapped { get; init; }

    /// <summary>An empty record that only the data key opens.</summary>
    public ReadOnlyMemory<byte> Check { get; init; }
}
