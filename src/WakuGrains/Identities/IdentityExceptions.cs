using WakuGrains.Engine;

namespace WakuGrains.Identities;

/// <summary>An identity of that name exists with another key.</summary>
public sealed class IdentityConflictException : Exception
{
    /// <summary>Creates the exception.</summary>
    public IdentityConflictException(IdentityKey key)
        : base($"An identity named '{key.Name}' exists with another key; it was left as it is.") => Key = key;

    /// <summary>Which identity.</summary>
    public IdentityKey Key { get; }
}

/// <summary>A contact comes with another identity key than the one that is known under its name.</summary>
public sealed class IdentityChangedException : Exception
{
    /// <summary>Creates the exception.</summary>
    public IdentityChangedException(string name)
        : base($"The contact '{name}' has another identity key than before; replace it only if you know why.") =>
        Name = name;

    /// <summary>The contact.</summary>
    public string Name { get; }
}
