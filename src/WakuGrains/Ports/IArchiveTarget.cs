using WakuGrains.Archives;

namespace WakuGrains.Ports;

/// <summary>A store that can take over the whole state of another one, while it is not served.</summary>
public interface IArchiveTarget
{
    /// <summary>Whether nothing is in the store, so that it can take over an archive.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be used.</exception>
    Task<bool> IsEmptyAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Writes everything, durable when the task completes. All of it or nothing, where the store can do so. Where it cannot, a
    /// mark is written first and taken away last, and the engine refuses to serve a store that has it.
    /// </summary>
    /// <exception cref="ArchiveException">The records cannot be read, are not in the order of <see cref="ArchiveOrder"/> or not whole.</exception>
    /// <exception cref="StoreUnavailableException">The store is not empty, or cannot be used.</exception>
    Task WriteAsync(IAsyncEnumerable<ArchiveRecord> records, CancellationToken cancellationToken);
}
