namespace WakuGrains.Archives;

/// <summary>An archive cannot be read; the message is a sentence for the operator.</summary>
public sealed class ArchiveException : Exception
{
    /// <summary>Creates the exception.</summary>
    public ArchiveException(string message)
        : base(message) { }

    /// <summary>Creates the exception with its cause.</summary>
    public ArchiveException(string message, Exception innerException)
        : base(message, innerException) { }
}
