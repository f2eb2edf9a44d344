using System.Diagnostics;
using System.Security.Cryptography;

namespace WakuGrains.Protocol.Primitives;

/// <summary>
/// A secret of fixed length: a root key, chain key, message key or seed. Wiped on disposal, compared in constant time,
/// never printed. Knows nothing of what the secret is for.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class SecretBytes : IDisposable, IEquatable<SecretBytes>
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] bytes;

    private bool disposed;

    /// <summary>Takes a copy; wiping the original stays with the caller.</summary>
    public SecretBytes(ReadOnlySpan<byte> secret) => bytes = secret.ToArray();

    private SecretBytes(int length) => bytes = new byte[length];

    /// <summary>Fills a new secret in place.</summary>
    public delegate void Filler(Span<byte> secret);

    /// <summary>Length, in bytes.</summary>
    public int Length => bytes.Length;

    /// <summary>The secret. Do not keep the span.</summary>
    /// <exception cref="ObjectDisposedException">It has been wiped.</exception>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public ReadOnlySpan<byte> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            return bytes;
        }
    }

    /// <summary>Makes a secret of <paramref name="length"/> bytes without a copy that would have to be wiped.</summary>
    public static SecretBytes Create(int length, Filler fill)
    {
        ArgumentNullException.ThrowIfNull(fill);
        var secret = new SecretBytes(length);
        fill(secret.bytes);
        return secret;
    }

    /// <summary>Draws a secret at random.</summary>
    public static SecretBytes Generate(int length, IRandomSource random, RandomPurpose purpose)
    {
        ArgumentNullException.ThrowIfNull(random);
        var secret = new SecretBytes(length);
        random.Fill(secret.bytes, purpose);
        return secret;
    }

    /// <summary>A copy with a life of its own.</summary>
    public SecretBytes Clone() => new(Span);

    /// <summary>Wipes the secret.</summary>
    public void Dispose()
    {
        disposed = true;
        CryptographicOperations.ZeroMemory(bytes);
    }

    /// <summary>Whether both hold the same bytes; takes the same time wherever they differ.</summary>
    public bool Equals(SecretBytes? other) =>
        other is not null && CryptographicOperations.FixedTimeEquals(Span, other.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SecretBytes);

    /// <summary>The length: a hash of the secret would tell of it.</summary>
    public override int GetHashCode() => Length;

    /// <summary>The length; never the secret.</summary>
    public override string ToString() => $"SecretBytes({Length})";
}
