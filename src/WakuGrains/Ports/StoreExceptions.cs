namespace WakuGrains.Ports;

/// <summary>The store cannot be used; the message is a sentence for the operator.</summary>
public sealed class StoreUnavailableException : Exception
{
    /// <summary>Creates the exception.</summary>
    public StoreUnavailableException(string message)
        : base(message) { }

    /// <summary>Creates the exception with its cause.</summary>
    public StoreUnavailableException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>Whether another process has the store: it is in order, only not free.</summary>
    public bool IsInUse { get; init; }
}

/// <summary>Somebody else wrote the entity: this activation is stale and its turn did not happen.</summary>
public sealed class StoreConflictException : Exception
{
    /// <summary>Creates the exception.</summary>
    public StoreConflictException(string message)
        : base(message) { }
}
