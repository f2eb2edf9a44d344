using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace WakuGrains.Protocol.Primitives;

/// <summary>
/// HMAC-SHA256 under one key, several times: the two padded key blocks are hashed once and their state is copied for each
/// message. Needs <see cref="Libcrypto.IsUsable"/>. Wipes its state on disposal.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal unsafe ref struct KeyedSha256
{
    private const int BlockLength = 64;
    private const byte InnerPad = 0x36;
    private const byte OuterPad = 0x5c;

    private Libcrypto.Sha256Context inner;
    private Libcrypto.Sha256Context outer;

    public KeyedSha256(ReadOnlySpan<byte> key)
    {
        Span<byte> block = stackalloc byte[BlockLength];
        block.Clear();
        if (key.Length > BlockLength)
            SHA256.HashData(key, block);
        else
            key.CopyTo(block);
        inner = Begin(block, InnerPad);
        outer = Begin(block, OuterPad);
        CryptographicOperations.ZeroMemory(block);
    }

    /// <summary>Writes the 32-byte code of the three parts, one after the other.</summary>
    public readonly void Hash(
        scoped ReadOnlySpan<byte> first,
        scoped ReadOnlySpan<byte> second,
        scoped ReadOnlySpan<byte> third,
        scoped Span<byte> mac
    )
    {
        var hash = inner;
        Append(&hash, first);
        Append(&hash, second);
        Append(&hash, third);
        fixed (byte* output = mac)
        {
            _ = Libcrypto.Final(output, &hash);
            hash = outer;
            _ = Libcrypto.Update(&hash, output, HmacSha256.Length);
            _ = Libcrypto.Final(output, &hash);
        }

        Wipe(ref hash);
    }

    public void Dispose()
    {
        Wipe(ref inner);
        Wipe(ref outer);
    }

    private static Libcrypto.Sha256Context Begin(ReadOnlySpan<byte> keyBlock, byte pad)
    {
        Span<byte> padded = stackalloc byte[BlockLength];
        for (var i = 0; i < BlockLength; i++)
            padded[i] = (byte)(keyBlock[i] ^ pad);
        Libcrypto.Sha256Context context;
        _ = Libcrypto.Init(&context);
        Append(&context, padded);
        CryptographicOperations.ZeroMemory(padded);
        return context;
    }

    private static void Append(Libcrypto.Sha256Context* context, ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
            return;
        fixed (byte* bytes = data)
            _ = Libcrypto.Update(context, bytes, (nuint)data.Length);
    }

    private static void Wipe(ref Libcrypto.Sha256Context context) =>
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref context, 1)));
}
