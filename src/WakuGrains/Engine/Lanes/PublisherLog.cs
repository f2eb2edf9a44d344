using Microsoft.Extensions.Logging;

namespace WakuGrains.Engine.Lanes;

/// <summary>What the publisher says.</summary>
internal static partial class PublisherLog
{
    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Envelope {Hash} was not taken (attempt {Attempt}); the same bytes are tried again."
    )]
    public static partial void Retrying(ILogger logger, Exception exception, string hash, int attempt);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Count} published envelopes could not be marked; until they are, a restart publishes them again."
    )]
    public static partial void NotMarked(ILogger logger, Exception exception, int count);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The outbox could not be read (attempt {Attempt}); it is tried again."
    )]
    public static partial void NotRead(ILogger logger, Exception exception, int attempt);
}
