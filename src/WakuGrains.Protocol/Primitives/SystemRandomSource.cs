using System.Security.Cryptography;

namespace WakuGrains.Protocol.Primitives;

/// <summary>The operating system's cryptographic random generator: the one place where randomness enters.</summary>
public sealed class SystemRandomSource : IRandomSource
{
    private SystemRandomSource() { }

    /// <summary>The instance.</summary>
    public static SystemRandomSource Instance { get; } = new();

    /// <inheritdoc/>
#pragma warning disable RS0030 // Banned everywhere else; here it is what the class is for.
    public void Fill(Span<byte> destination, RandomPurpose purpose) => RandomNumberGenerator.Fill(destination);
#pragma warning restore RS0030
}
