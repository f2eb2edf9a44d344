namespace WakuGrains.Silo.Hosting;

/// <summary>The silo cannot start or go on; the message is one sentence for the operator.</summary>
internal sealed class SiloException : Exception
{
    public SiloException(string message)
        : base(message) { }

    public SiloException(string message, Exception innerException)
        : base(message, innerException) { }
}
