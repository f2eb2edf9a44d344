using System.Security.Cryptography;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Archives;

/// <summary>The keys of one archive, made of a passphrase and the header's salt: one for the chunks, one for the header's code.</summary>
internal sealed class ArchiveKeys : IDisposable
{
    private const int KeyLength = 32;

    private readonly SecretBytes keys;

    private ArchiveKeys(SecretBytes keys) => this.keys = keys;

    /// <summary>Derives the keys; slow by design.</summary>
    /// <exception cref="ArchiveException">The machine does not have the memory.</exception>
    public static ArchiveKeys Derive(SecretBytes passphrase, ArchiveHeader header)
    {
        try
        {
            return new(
                SecretBytes.Create(
                    2 * KeyLength,
                    output => PassphraseHash.Derive(passphrase.Span, header.Salt, header.Cost, output)
                )
            );
        }
        catch (CryptographicException exception)
        {
            throw new ArchiveException(
                $"There is not enough memory to derive the archive's key: {header.Cost.Kibibytes / 1024} MiB are needed.",
                exception
            );
        }
    }

    /// <summary>The code of a header, 32 bytes.</summary>
    public byte[] Authenticate(ReadOnlySpan<byte> header)
    {
        var code = new byte[HmacSha256.Length];
        HmacSha256.Hash(keys.Span[KeyLength..], header, code);
        return code;
    }

    /// <summary>Whether a code is the header's.</summary>
    public bool Verify(ReadOnlySpan<byte> header, ReadOnlySpan<byte> code) =>
        HmacSha256.Verify(keys.Span[KeyLength..], header, default, code);

    /// <summary>The cipher of the chunks.</summary>
    public AesGcm CreateCipher() => new(keys.Span[..KeyLength], ArchiveChunk.TagLength);

    /// <inheritdoc/>
    public void Dispose() => keys.Dispose();
}
