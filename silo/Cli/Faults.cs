using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using WakuGrains.Archives;
using WakuGrains.Client;
using WakuGrains.Engine;
using WakuGrains.Ports;
using WakuGrains.Silo.Demo;
using WakuGrains.Silo.Hosting;

namespace WakuGrains.Silo.Cli;

/// <summary>How a command fails: one sentence on standard error and exit code 1. Only a bug shows its stack trace.</summary>
internal static class Faults
{
    public const int ExitCode = 1;

    /// <summary>Runs a command.</summary>
    public static async Task<int> GuardAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (OperationCanceledException)
        {
            return ExitCode;
        }
        catch (Exception exception) when (Describe(exception) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return ExitCode;
        }
    }

    /// <summary>The sentence for a fault that is foreseen, else null.</summary>
    public static string? Describe(Exception exception) =>
        exception switch
        {
            SiloException or StoreUnavailableException or PlatformNotSupportedException => exception.Message,
            ArchiveException or StateFormatException or DemoFault => exception.Message,
            WakuRequestException { Field: { } field } refused => $"{refused.Message} [{refused.Code}, {field}]",
            WakuRequestException refused => $"{refused.Message} [{refused.Code}]",
            WakuUnavailableException => exception.Message,
            OptionsValidationException => exception.Message,
            CryptographicException => $"The keys in the data directory do not fit: {exception.Message}",
            IOException { InnerException: AddressInUseException } =>
                $"{exception.Message.TrimEnd('.')}: another process listens there; stop it or choose another --port.",
            SocketException or IOException or UnauthorizedAccessException => exception.Message,
            AggregateException { InnerExceptions: [var only] } => Describe(only),
            _ => null,
        };
}
