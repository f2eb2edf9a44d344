using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WakuGrains.Engine;

namespace WakuGrains.Inbound;

/// <summary>
/// Sends MVDS acknowledgements a tick after they fell due, so that several share one message (facts app layer 4). Which ids
/// wait is in the sessions' records; what is forgotten here in a restart goes out with the next message of the session.
/// </summary>
internal sealed partial class AcknowledgementScheduler(
    IEntities entities,
    TimeProvider time,
    ILogger<AcknowledgementScheduler> logger
) : BackgroundService
{
    private readonly Channel<SessionKey> due = Channel.CreateUnbounded<SessionKey>(
        new UnboundedChannelOptions { SingleReader = true }
    );

    /// <summary>The session has something to acknowledge.</summary>
    public void Schedule(SessionKey session) => due.Writer.TryWrite(session);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await due.Reader.WaitToReadAsync(stoppingToken))
        {
            await Task.Delay(MessagingLimits.AcknowledgementDelay, time, stoppingToken);
            var sessions = new HashSet<SessionKey>();
            while (due.Reader.TryRead(out var session))
                sessions.Add(session);
            await Task.WhenAll(sessions.Select(session => AcknowledgeAsync(session, stoppingToken)));
        }
    }

    private async Task AcknowledgeAsync(SessionKey session, CancellationToken cancellationToken)
    {
        try
        {
            await entities.Session(session).AcknowledgeAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The silo stops; the ids are in the session's record.
        }
#pragma warning disable CA1031 // One session that cannot be written must not silence all others; it is told in the log.
        catch (Exception exception)
        {
            LogPostponed(logger, exception);
        }
#pragma warning restore CA1031
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Acknowledgements stay in the session's record until its next message."
    )]
    private static partial void LogPostponed(ILogger logger, Exception exception);
}
