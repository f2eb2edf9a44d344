using System.Net;

namespace WakuGrains.Client;

/// <summary>The silo answered and refuses: the caller's mistake, which repeating does not mend.</summary>
public sealed class WakuRequestException : Exception
{
    /// <summary>Creates the exception from an answer's problem details (RFC 9457).</summary>
    /// <param name="status">The answer's status.</param>
    /// <param name="code">The stable code, such as <c>text_too_long</c>; <c>unknown</c> when the answer has none.</param>
    /// <param name="field">The field at fault, in camel case, or null.</param>
    /// <param name="message">A sentence.</param>
    public WakuRequestException(HttpStatusCode status, string code, string? field, string message)
        : base(message)
    {
        Status = status;
        Code = code;
        Field = field;
    }

    /// <summary>The answer's status.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>The stable code.</summary>
    public string Code { get; }

    /// <summary>The field at fault, or null.</summary>
    public string? Field { get; }
}

/// <summary>The silo could not be reached, or could not answer, for longer than the client was told to try.</summary>
public sealed class WakuUnavailableException : Exception
{
    /// <summary>Creates the exception with the last failure.</summary>
    public WakuUnavailableException(string message, Exception? innerException)
        : base(message, innerException) { }
}
