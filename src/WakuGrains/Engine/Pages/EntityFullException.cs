namespace WakuGrains.Engine.Pages;

/// <summary>An entity has no room for what it was given; it is as it was before. The message is a sentence for the operator.</summary>
public sealed class EntityFullException : Exception
{
    /// <summary>Creates the exception.</summary>
    public EntityFullException(string message)
        : base(message) { }
}
