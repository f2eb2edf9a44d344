using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace WakuGrains.Protocol.Primitives;

/// <summary>
/// AES in counter mode by the system's OpenSSL, with a context that its thread keeps: making one for each message costs five
/// times what encrypting a message does. The key is wiped after each use.
/// </summary>
internal sealed unsafe class AesCtrContext : SafeHandleZeroOrMinusOneIsInvalid
{
    private const int Aes128KeyLength = 16;
    private const int Aes256KeyLength = 32;

    [ThreadStatic]
    private static AesCtrContext? aes128;

    [ThreadStatic]
    private static AesCtrContext? aes256;

    private AesCtrContext(nint cipher)
        : base(ownsHandle: true)
    {
        SetHandle(LibcryptoCipher.CreateContext());
        if (IsInvalid)
            throw new CryptographicException("OpenSSL has no memory for a cipher.");
        Span<byte> nothing = stackalloc byte[Aes256KeyLength];
        Begin(cipher, nothing, nothing);
    }

    /// <summary>Whether the library is on this machine and gives a known answer.</summary>
    public static bool IsUsable { get; } = LibcryptoCipher.IsPresent && GivesKnownAnswer();

    /// <summary>The context of this thread; none for a key of 24 bytes, which nothing here uses.</summary>
    public static AesCtrContext? ForKey(int keyLength) =>
        keyLength switch
        {
            Aes128KeyLength => aes128 ??= new AesCtrContext(LibcryptoCipher.Aes128Ctr()),
            Aes256KeyLength => aes256 ??= new AesCtrContext(LibcryptoCipher.Aes256Ctr()),
            _ => null,
        };

    /// <summary>Encrypts or decrypts; the output is as long as the input and may be the same buffer.</summary>
    public void Transform(
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> counter,
        ReadOnlySpan<byte> input,
        Span<byte> output
    )
    {
        Begin(cipher: 0, key, counter);
        Update(input, output);
        Forget();
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        LibcryptoCipher.FreeContext(handle);
        return true;
    }

    // Neither the key nor the last block of its stream stays behind.
    private void Forget()
    {
        Span<byte> nothing = stackalloc byte[Aes256KeyLength];
        Begin(cipher: 0, nothing, nothing);
        Update(nothing[..1], nothing[..1]);
    }

    private void Begin(nint cipher, ReadOnlySpan<byte> key, ReadOnlySpan<byte> counter)
    {
        fixed (
            byte* keyBytes = key,
                iv = counter
        )
        {
            if (LibcryptoCipher.Begin(handle, cipher, 0, keyBytes, iv) != 1)
                throw new CryptographicException("OpenSSL refused an AES key.");
        }
    }

    private void Update(ReadOnlySpan<byte> input, Span<byte> output)
    {
        int written;
        fixed (
            byte* from = input,
                to = output
        )
        {
            if (!input.IsEmpty && LibcryptoCipher.Update(handle, to, &written, from, input.Length) != 1)
                throw new CryptographicException("OpenSSL failed to encrypt.");
        }
    }

    // SP 800-38A, F.5.5, first block.
    private static bool GivesKnownAnswer()
    {
        try
        {
            using var context = new AesCtrContext(LibcryptoCipher.Aes256Ctr());
            Span<byte> block = stackalloc byte[AesCtr.CounterLength];
            context.Transform(
                Convert.FromHexString("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4"),
                Convert.FromHexString("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"),
                Convert.FromHexString("6bc1bee22e409f96e93d7e117393172a"),
                block
            );
            return Convert.ToHexStringLower(block) == "601ec313775789a5b7a7f504bbf3d228";
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException or CryptographicException)
        {
            return false;
        }
    }
}
