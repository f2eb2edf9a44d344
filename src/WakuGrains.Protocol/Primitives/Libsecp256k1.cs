using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace WakuGrains.Protocol.Primitives;

/// <summary>
/// The calls of bitcoin-core/libsecp256k1 that are needed, one to one. Checks no argument: a wrong one aborts the process
/// inside the library.
/// </summary>
internal static unsafe partial class Libsecp256k1
{
    public const int PointLength = 64;
    public const int RecoverableSignatureLength = 65;

    /// <summary>Signing and verification: what versions before 0.2 need to be told, and later ones ignore.</summary>
    public const uint ContextForSignAndVerify = 0x301;

    public const uint EcUncompressed = 2;

    private const string Library = NativeLibraries.Secp256k1;

    /// <summary>Whether a library was found. To be asked before any call.</summary>
    public static bool IsPresent => NativeLibraries.Find(Library) != 0;

    [LibraryImport(Library, EntryPoint = "secp256k1_context_create")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint CreateContext(uint flags);

    [LibraryImport(Library, EntryPoint = "secp256k1_context_randomize")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int RandomizeContext(nint context, byte* seed32);

    [LibraryImport(Library, EntryPoint = "secp256k1_ec_seckey_verify")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int VerifySecretKey(nint context, byte* key32);

    [LibraryImport(Library, EntryPoint = "secp256k1_ec_pubkey_create")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int CreatePublicKey(nint context, byte* point64, byte* key32);

    [LibraryImport(Library, EntryPoint = "secp256k1_ec_pubkey_parse")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int ParsePublicKey(nint context, byte* point64, byte* encoded, nuint length);

    [LibraryImport(Library, EntryPoint = "secp256k1_ec_pubkey_serialize")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int SerializePublicKey(nint context, byte* output, nuint* length, byte* point64, uint flags);

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdh")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int Ecdh(
        nint context,
        byte* output,
        byte* point64,
        byte* key32,
        delegate* unmanaged[Cdecl]<byte*, byte*, byte*, void*, int> hash,
        void* data
    );

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdsa_sign_recoverable")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int SignRecoverable(
        nint context,
        byte* signature65,
        byte* hash32,
        byte* key32,
        nint nonceFunction,
        nint nonceData
    );

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdsa_recoverable_signature_serialize_compact")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int SerializeCompact(nint context, byte* output64, int* recoveryId, byte* signature65);

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdsa_recoverable_signature_parse_compact")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int ParseCompact(nint context, byte* signature65, byte* input64, int recoveryId);

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdsa_recover")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int Recover(nint context, byte* point64, byte* signature65, byte* hash32);

    /// <summary>The default hash of <c>secp256k1_ecdh</c> is SHA-256 of the point; this one hands out X as it is.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int CopyX(byte* output, byte* x32, byte* y32, void* data)
    {
        new ReadOnlySpan<byte>(x32, Sec1.ScalarLength).CopyTo(new Span<byte>(output, Sec1.ScalarLength));
        return 1;
    }
}
