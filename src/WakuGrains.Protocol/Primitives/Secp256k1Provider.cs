using System.Security.Cryptography;

namespace WakuGrains.Protocol.Primitives;

/// <summary>Which curve library is wanted.</summary>
public enum CryptoPreference
{
    /// <summary>The native library when it is there and gives the right answers, else the managed one.</summary>
    Auto,

    /// <summary>The native library or nothing.</summary>
    Native,

    /// <summary>The managed library.</summary>
    Managed,
}

/// <summary>The curve library that was selected and why.</summary>
/// <param name="Curve">The curve, for the whole process.</param>
/// <param name="Reason">One sentence for the operator.</param>
public sealed record Secp256k1Selection(ISecp256k1 Curve, string Reason);

/// <summary>
/// Selects the library behind <see cref="ISecp256k1"/>. The native one is only taken when it loads and passes a known-answer
/// test. Knows no configuration: the preference is the caller's. To be asked once a process: each selection makes tables or
/// a native context that live until its end.
/// </summary>
public static class Secp256k1Provider
{
    /// <summary>Selects a library; its side-channel blinding is seeded from the operating system.</summary>
    /// <exception cref="PlatformNotSupportedException">
    /// <see cref="CryptoPreference.Native"/> was asked for and is not available; the message says why.
    /// </exception>
    public static Secp256k1Selection Select(CryptoPreference preference) =>
        Select(preference, SystemRandomSource.Instance);

    /// <summary>Selects a library; <paramref name="random"/> gives the 32 bytes that blind it and change no result.</summary>
    /// <exception cref="PlatformNotSupportedException">
    /// <see cref="CryptoPreference.Native"/> was asked for and is not available; the message says why.
    /// </exception>
    public static Secp256k1Selection Select(CryptoPreference preference, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Span<byte> seed = stackalloc byte[Sec1.ScalarLength];
        random.Fill(seed, RandomPurpose.Blinding);
        try
        {
            return preference switch
            {
                CryptoPreference.Auto => SelectBest(seed),
                CryptoPreference.Native => SelectNative(seed),
                CryptoPreference.Managed => SelectManaged(seed, "The managed secp256k1 library, as asked for."),
                _ => throw new ArgumentOutOfRangeException(nameof(preference), preference, "No such preference."),
            };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }

    private static Secp256k1Selection SelectBest(ReadOnlySpan<byte> seed) =>
        NativeSecp256k1.TryCreate(seed, out var native, out var reason)
            ? new(native, "The native libsecp256k1: found, and it passes the known-answer test.")
            : SelectManaged(seed, $"The managed secp256k1 library. {reason}");

    private static Secp256k1Selection SelectNative(ReadOnlySpan<byte> seed) =>
        NativeSecp256k1.TryCreate(seed, out var native, out var reason)
            ? new(native, "The native libsecp256k1, as asked for.")
            : throw new PlatformNotSupportedException($"The native secp256k1 library was asked for. {reason}");

    private static Secp256k1Selection SelectManaged(ReadOnlySpan<byte> seed, string reason)
    {
        var curve = new ManagedSecp256k1(seed);
        return Secp256k1SelfTest.FindFault(curve) is { } fault
            ? throw new PlatformNotSupportedException(fault)
            : new(curve, reason);
    }
}
