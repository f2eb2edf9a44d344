using Microsoft.Extensions.Logging;

namespace WakuGrains.Engine.Lanes;

/// <summary>What is said of letters: which and of what kind, never what is in them.</summary>
internal static partial class LetterLog
{
    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Letter {Id} of kind '{Kind}' was not taken (attempt {Attempt}); it is tried again."
    )]
    public static partial void Retrying(ILogger logger, Exception exception, long id, string? kind, int attempt);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Letter {Id} of kind '{Kind}' cannot be carried; it stays stored and is tried again at the next start."
    )]
    public static partial void PutAside(ILogger logger, Exception? exception, long id, string? kind);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Count} carried letters could not be deleted; until they are, a restart carries them again."
    )]
    public static partial void NotMarked(ILogger logger, Exception exception, int count);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Letters could not be read (attempt {Attempt}); it is tried again."
    )]
    public static partial void NotRead(ILogger logger, Exception exception, int attempt);
}
