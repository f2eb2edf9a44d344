namespace WakuGrains.Silo.Hosting;

/// <summary>The silo cannot start; the message is one sentence for the operator.</summary>
internal sealed class StartupException : Exception
{
    public StartupException(string message)
        : base(message) { }

    public StartupException(string message, Exception innerException)
        : base(message, innerException) { }
}
