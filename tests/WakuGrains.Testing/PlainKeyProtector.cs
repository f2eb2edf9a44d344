using WakuGrains.Ports;

namespace WakuGrains.Testing;

/// <summary>Protects nothing: for tests, whose stores hold no secrets of anybody.</summary>
public sealed class PlainKeyProtector : IKeyProtector
{
    private PlainKeyProtector() { }

    /// <summary>The instance.</summary>
    public static PlainKeyProtector Instance { get; } = new();

    /// <inheritdoc/>
    public byte[] Protect(ReadOnlySpan<byte> key) => key.ToArray();

    /// <inheritdoc/>
    public byte[] Unprotect(ReadOnlySpan<byte> wrapped) => wrapped.ToArray();
}
