namespace WakuGrains.Orleans.Serialization.Faults;

/// <summary>
/// What caused an exception in another silo. Only what can be read of it travels: the cause may be of a type that the receiver does
/// not have.
/// </summary>
public sealed class RemoteCauseException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="cause">Full name of the type of the exception that was thrown.</param>
    /// <param name="message">Its message.</param>
    public RemoteCauseException(string cause, string message)
        : base(message) => Cause = cause;

    /// <summary>Full name of the type of the exception that was thrown.</summary>
    public string Cause { get; }

    /// <summary>As the cause itself would print.</summary>
    public override string ToString() => $"{Cause}: {Message}{Environment.NewLine}{StackTrace}";
}
