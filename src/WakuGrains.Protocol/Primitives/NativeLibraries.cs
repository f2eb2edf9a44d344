using System.Runtime.InteropServices;

namespace WakuGrains.Protocol.Primitives;

/// <summary>
/// Finds the optional native libraries: a packaged one first, then those of the system. Knows file names only; whether a
/// library may be trusted is decided by the known-answer test of its caller.
/// </summary>
internal static class NativeLibraries
{
    public const string Secp256k1 = "secp256k1";
    public const string Crypto = "crypto";

    private static readonly string[] Secp256k1Names =
    [
        "libsecp256k1.so.2",
        "libsecp256k1.so.1",
        "libsecp256k1.so.0",
        "libsecp256k1.dylib",
    ];

    private static readonly string[] CryptoNames = ["libcrypto.so.3", "libcrypto.so.1.1"];

    private static readonly Lazy<nint> Secp256k1Handle = new(() =>
        FindPackaged(Secp256k1) is var found and not 0 ? found : FindSystem(Secp256k1Names)
    );

    private static readonly Lazy<nint> CryptoHandle = new(() => FindSystem(CryptoNames));

    static NativeLibraries() =>
        NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, (name, _, _) => Find(name));

    /// <summary>The handle of the library, or 0 when the machine has none. Also makes its imports resolvable.</summary>
    public static nint Find(string library) =>
        library switch
        {
            Secp256k1 => Secp256k1Handle.Value,
            Crypto => CryptoHandle.Value,
            _ => 0,
        };

    private static nint FindPackaged(string name) =>
        NativeLibrary.TryLoad(name, typeof(NativeLibraries).Assembly, null, out var handle) ? handle : 0;

    private static nint FindSystem(string[] names)
    {
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, out var handle))
                return handle;
        }

        return 0;
    }
}
