using System.Runtime.ExceptionServices;

namespace WakuGrains.Orleans.Serialization.Faults;

/// <summary>What every exception of ours has: message, stack trace and cause.</summary>
[GenerateSerializer]
internal struct Fault
{
    [Id(0)]
    public string Message;

    [Id(1)]
    public string? StackTrace;

    [Id(2)]
    public string? CauseType;

    [Id(3)]
    public string? CauseMessage;

    [Id(4)]
    public string? CauseStackTrace;

    public static Fault Of(Exception exception)
    {
        var cause = exception.InnerException;
        return new()
        {
            Message = exception.Message,
            StackTrace = exception.StackTrace,
            CauseType = cause is RemoteCauseException remote ? remote.Cause : cause?.GetType().FullName,
            CauseMessage = cause?.Message,
            CauseStackTrace = cause?.StackTrace,
        };
    }

    /// <summary>Makes the exception: without a cause, or with one.</summary>
    public readonly T Restore<T>(Func<string, T> create, Func<string, Exception, T> createWithCause)
        where T : Exception
    {
        if (CauseType is null)
            return Trace(create(Message));
        var cause = new RemoteCauseException(CauseType, CauseMessage ?? "");
        return Trace(createWithCause(Message, Remember(cause, CauseStackTrace)));
    }

    /// <summary>Gives an exception the stack trace of the one that was thrown.</summary>
    public readonly T Trace<T>(T exception)
        where T : Exception => Remember(exception, StackTrace);

    private static T Remember<T>(T exception, string? stackTrace)
        where T : Exception
    {
        if (stackTrace is not null)
            ExceptionDispatchInfo.SetRemoteStackTrace(exception, stackTrace);
        return exception;
    }
}
