using Microsoft.Extensions.Logging;
using WakuGrains.Orleans.Storage;

namespace WakuGrains.Orleans.Activation;

/// <summary>
/// Clears up after commits: rows that nothing refers to any more are deleted, and the record of an entity that is put away is
/// written without what is done. Nothing depends on it; what fails is told and left for the next time.
/// </summary>
internal sealed partial class RecordTidying(EntityStorage storage, ILogger logger)
{
    /// <summary>Completes when nothing is being deleted.</summary>
    public Task Deleting { get; private set; } = Task.CompletedTask;

    /// <summary>Begins to delete rows that nothing refers to any more, if there are any and nobody is at it.</summary>
    public void BeginToDelete()
    {
        if (storage.HasSuperseded && Deleting.IsCompleted)
            Deleting = DeleteAsync();
    }

#pragma warning disable CA1031 // Nothing is swallowed: it is logged, and the record says what is left until it is done.
    /// <summary>Writes the record without what is done; whether that worked.</summary>
    public async Task<bool> TryTidyAsync()
    {
        try
        {
            await storage.TidyAsync();
            return true;
        }
        catch (Exception exception)
        {
            NotTidied(logger, exception);
            return false;
        }
    }

    private async Task DeleteAsync()
    {
        try
        {
            await storage.DeleteSupersededAsync();
        }
        catch (Exception exception)
        {
            NotDeleted(logger, exception);
        }
    }
#pragma warning restore CA1031

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Rows that are not needed any more could not be deleted; it is tried again."
    )]
    private static partial void NotDeleted(ILogger logger, Exception exception);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "A record was put away without a note of what was carried out; whoever reads it next does that again, which changes nothing."
    )]
    private static partial void NotTidied(ILogger logger, Exception exception);
}
