using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.SecureTransport;

/// <summary>
/// The secret that an X3DH agreement yields and a Double Ratchet session starts from (facts 2.2). Wiped on disposal, never
/// printed.
/// </summary>
public sealed class SharedKey : IDisposable
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 32;

    private readonly SecretBytes secret;

    private SharedKey(ReadOnlySpan<byte> bytes) => secret = new SecretBytes(bytes);

    /// <summary>The 32 bytes. Do not keep the span.</summary>
    /// <exception cref="ObjectDisposedException">They have been wiped.</exception>
    public ReadOnlySpan<byte> Bytes => secret.Span;

    /// <summary>Takes a copy of 32 bytes.</summary>
    /// <exception cref="ArgumentException">They are not 32.</exception>
    public static SharedKey From(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
            throw new ArgumentException("A shared key has 32 bytes.", nameof(bytes));
        return new SharedKey(bytes);
    }

    /// <summary>
    /// Order of the bytes, the first one most significant: among several sessions with one device the first one is written
    /// to (54/WAKU2-X3DH-SESSIONS). Not constant-time: it decides between two of our own sessions.
    /// </summary>
    public static IComparer<SharedKey> ByteOrder { get; } =
        Comparer<SharedKey>.Create((x, y) => x.Bytes.SequenceCompareTo(y.Bytes));

    /// <summary>Wipes the key.</summary>
    public void Dispose() => secret.Dispose();

    /// <summary>The name of the type; never the key.</summary>
    public override string ToString() => nameof(SharedKey);
}
