namespace WakuGrains.Ports;

/// <summary>Wraps the store's data key. A host implements it with what keeps its keys (ASP.NET Data Protection, a vault).</summary>
public interface IKeyProtector
{
    /// <summary>Wraps a key for storage.</summary>
    byte[] Protect(ReadOnlySpan<byte> key);

    /// <summary>Unwraps a key.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The wrapped key was made with other protection keys or is damaged.</exception>
    byte[] Unprotect(ReadOnlySpan<byte> wrapped);
}
