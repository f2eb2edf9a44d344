using Orleans.Storage;
using WakuGrains.Engine;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Storage;

/// <summary>
/// Says of a storage provider's exceptions what the engine contract says. Another writer of the same entity stays Orleans' own
/// exception, on which the runtime drops the stale activation.
/// </summary>
internal static class StorageFaults
{
    /// <summary>Runs an operation of the storage.</summary>
    /// <exception cref="global::Orleans.Storage.InconsistentStateException">Somebody else wrote the entity.</exception>
    /// <exception cref="StoreUnavailableException">The storage did not do it, or did not answer.</exception>
    public static async Task<T> RunAsync<T>(Func<Task<T>> operation)
    {
        try
        {
            return await operation();
        }
        catch (Exception exception) when (IsUnavailable(exception))
        {
            throw new StoreUnavailableException(
                $"The cluster's storage did not answer: {exception.Message}",
                exception
            );
        }
    }

    private static bool IsUnavailable(Exception exception) =>
        exception
            is not (
                InconsistentStateException
                or StateFormatException
                or StoreUnavailableException
                or ArgumentException
                or InvalidOperationException
            );
}
