using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace WakuGrains.Protocol.Primitives;

/// <summary>
/// SHA-256 straight from the system's OpenSSL. A Double Ratchet message hashes some fifty short blocks, and the general
/// interface that .NET goes through costs six times what hashing such a block does. Knows no HMAC.
/// </summary>
internal static unsafe partial class Libcrypto
{
    private const string Library = NativeLibraries.Crypto;

    /// <summary>Whether the library is on this machine and gives a known answer. To be asked before any call.</summary>
    public static bool IsUsable { get; } = NativeLibraries.Find(Library) != 0 && GivesKnownAnswer();

    /// <summary>OpenSSL's SHA256_CTX of 112 bytes, with room to spare. Plain data: a copy is a fork of the hash.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 128)]
    public struct Sha256Context;

    [LibraryImport(Library, EntryPoint = "SHA256_Init")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int Init(Sha256Context* context);

    [LibraryImport(Library, EntryPoint = "SHA256_Update")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int Update(Sha256Context* context, byte* data, nuint length);

    [LibraryImport(Library, EntryPoint = "SHA256_Final")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int Final(byte* hash32, Sha256Context* context);

    private static bool GivesKnownAnswer()
    {
        try
        {
            Sha256Context context;
            Span<byte> hash = stackalloc byte[32];
            fixed (
                byte* input = "abc"u8,
                    output = hash
            )
            {
                _ = Init(&context) & Update(&context, input, 3) & Final(output, &context);
            }

            return Convert.ToHexStringLower(hash) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }
}
