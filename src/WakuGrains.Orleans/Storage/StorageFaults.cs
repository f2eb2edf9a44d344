using Orleans.Storage;
using WakuGrains.Engine;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Storage;

/// <summary>
/// Says of a storage provider's exceptions what the engine contract says. Another writer of the same entity stays Orleans' own
/// exception, on which the runtime drops the stale activation. What our serializer throws comes wrapped by the provider and by
/// the runtime.
/// </summary>
internal static class StorageFaults
{
    /// <summary>Runs an operation of the storage.</summary>
    /// <exception cref="global::Orleans.Storage.InconsistentStateException">Somebody else wrote the entity.</exception>
    /// <exception cref="StateFormatException">What is stored is not what was written, or is of a format that this build does not know.</exception>
    /// <exception cref="StoreUnavailableException">The storage did not do it, or did not answer.</exception>
    public static async Task<T> RunAsync<T>(Func<Task<T>> operation)
    {
        try
        {
            return await operation();
        }
        catch (Exception exception) when (!IsOurs(exception))
        {
            throw FindDamage(exception) is { } damage
                ? new StateFormatException(damage.Message, exception)
                : new StoreUnavailableException(
                    $"The cluster's storage did not answer: {exception.Message}",
                    exception
                );
        }
    }

    /// <summary>Runs an operation of the storage that has no result.</summary>
    /// <exception cref="global::Orleans.Storage.InconsistentStateException">Somebody else wrote the entity.</exception>
    /// <exception cref="StateFormatException">What is stored is not what was written, or is of a format that this build does not know.</exception>
    /// <exception cref="StoreUnavailableException">The storage did not do it, or did not answer.</exception>
    public static Task RunAsync(Func<Task> operation) =>
        RunAsync(async () =>
        {
            await operation();
            return true;
        });

    private static bool IsOurs(Exception exception) =>
        exception
            is InconsistentStateException
                or StateFormatException
                or StoreUnavailableException
                or ArgumentException
                or InvalidOperationException;

    private static StateFormatException? FindDamage(Exception exception)
    {
        for (var cause = exception.InnerException; cause is not null; cause = cause.InnerException)
            if (cause is StateFormatException damage)
                return damage;
        return null;
    }
}
