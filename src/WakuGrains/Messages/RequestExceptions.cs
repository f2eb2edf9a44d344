using WakuGrains.Engine;

namespace WakuGrains.Messages;

/// <summary>The caller's mistake: one field of a request is not acceptable.</summary>
public sealed class InvalidRequestException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="field">The field, in camel case, as the HTTP API names it.</param>
    /// <param name="code">A stable code, such as <c>text_too_long</c>.</param>
    /// <param name="message">A sentence for the caller.</param>
    public InvalidRequestException(string field, string code, string message)
        : base(message)
    {
        Field = field;
        Code = code;
    }

    /// <summary>The field, in camel case.</summary>
    public string Field { get; }

    /// <summary>The stable code.</summary>
    public string Code { get; }
}

/// <summary>There is no identity of that name in the tenant.</summary>
public sealed class IdentityNotFoundException : Exception
{
    /// <summary>Creates the exception.</summary>
    public IdentityNotFoundException(IdentityKey key)
        : base($"There is no identity named '{key.Name}'.") => Key = key;

    /// <summary>What was looked for.</summary>
    public IdentityKey Key { get; }
}

/// <summary>An idempotency key was used before with other content.</summary>
public sealed class IdempotencyConflictException : Exception
{
    /// <summary>Creates the exception.</summary>
    public IdempotencyConflictException()
        : base("The idempotency key was used before for another message.") { }
}
