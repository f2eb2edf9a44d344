using WakuGrains.Archives;

namespace WakuGrains.Ports;

/// <summary>
/// A store whose whole state can be taken away. It is not served meanwhile: the source has it for itself from the first record on
/// until it is disposed.
/// </summary>
public interface IArchiveSource
{
    /// <summary>
    /// Reads everything, in the order of <see cref="ArchiveOrder"/>. A store that has been sealed may be read again and gives the
    /// same.
    /// </summary>
    /// <exception cref="StoreUnavailableException">There is no store, it is in use, or it cannot be read.</exception>
    /// <exception cref="Engine.StateFormatException">Something stored is not what was written.</exception>
    IAsyncEnumerable<ArchiveRecord> ReadAllAsync(CancellationToken cancellationToken);

    /// <summary>
    /// What was read is kept elsewhere now: from here on the store is refused when it is opened to be served. Two copies of a
    /// session that both go on would encrypt two messages with one key.
    /// </summary>
    /// <exception cref="InvalidOperationException">It was not read to its end.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot write.</exception>
    Task SealAsync(CancellationToken cancellationToken);
}
