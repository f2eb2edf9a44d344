using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace WakuGrains.Protocol.Primitives;

/// <summary>
/// X25519 of libsodium, which comes with NSec. NSec itself derives the public key whenever it imports a private one, which
/// would nearly double the cost of an agreement. Checks no lengths.
/// </summary>
internal static unsafe partial class Libsodium
{
    private const string Library = "libsodium";

    static Libsodium()
    {
        if (Initialize() < 0)
            throw new PlatformNotSupportedException("libsodium cannot be initialised on this machine.");
    }

    /// <summary>Returns -1 when the result is all zero, which a point of small order causes.</summary>
    [LibraryImport(Library, EntryPoint = "crypto_scalarmult_curve25519")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int Multiply(byte* output32, byte* scalar32, byte* point32);

    [LibraryImport(Library, EntryPoint = "crypto_scalarmult_curve25519_base")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int MultiplyBase(byte* output32, byte* scalar32);

    [LibraryImport(Library, EntryPoint = "sodium_init")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial int Initialize();
}
