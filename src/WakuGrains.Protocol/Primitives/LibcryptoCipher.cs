using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace WakuGrains.Protocol.Primitives;

/// <summary>
/// The cipher interface of the system's OpenSSL, as far as <see cref="AesCtrContext"/> needs it. Knows no keys and no modes.
/// </summary>
internal static unsafe partial class LibcryptoCipher
{
    private const string Library = NativeLibraries.Crypto;

    /// <summary>Whether the library is on this machine. Whether it computes rightly is for the caller to find out.</summary>
    public static bool IsPresent => NativeLibraries.Find(Library) != 0;

    [LibraryImport(Library, EntryPoint = "EVP_CIPHER_CTX_new")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint CreateContext();

    [LibraryImport(Library, EntryPoint = "EVP_CIPHER_CTX_free")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void FreeContext(nint context);

    [LibraryImport(Library, EntryPoint = "EVP_aes_128_ctr")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint Aes128Ctr();

    [LibraryImport(Library, EntryPoint = "EVP_aes_256_ctr")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint Aes256Ctr();

    /// <summary>Sets cipher, key and IV; a cipher of 0 keeps the one that is set. Returns 1 when it worked.</summary>
    [LibraryImport(Library, EntryPoint = "EVP_EncryptInit_ex")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int Begin(nint context, nint cipher, nint engine, byte* key, byte* iv);

    [LibraryImport(Library, EntryPoint = "EVP_EncryptUpdate")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int Update(nint context, byte* output, int* written, byte* input, int length);
}
