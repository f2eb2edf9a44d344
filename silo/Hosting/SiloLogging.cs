using Microsoft.Extensions.Logging.Console;

namespace WakuGrains.Silo.Hosting;

/// <summary>Logs go to standard error, one line each, so that standard output holds only what a command answers.</summary>
internal static class SiloLogging
{
    public static ILoggingBuilder AddSiloLogging(this ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            console.UseUtcTimestamp = true;
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });
        logging.Services.Configure<ConsoleLoggerOptions>(console =>
            console.LogToStandardErrorThreshold = LogLevel.Trace
        );
        logging.AddFilter("Microsoft", LogLevel.Warning);
        // The host says in one sentence why it cannot start; these say it again with a stack trace.
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        // Protection keys lie unencrypted in a directory that only the owner can read; docs/security.md says so.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        return logging;
    }
}
