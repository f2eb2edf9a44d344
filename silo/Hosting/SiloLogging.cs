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
        logging.AddFilter("Orleans", LogLevel.Warning);
        // Why it cannot start the program says in one sentence; the host would say it again with a stack trace. That a service
        // broke down later is critical, and only the host knows it.
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.Critical);
        // Protection keys lie unencrypted in a directory that only the owner can read; docs/security.md says so.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        // The first check of a cluster's watchdog measures from the start of the machine, and always warns.
        logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);
        return logging;
    }
}
