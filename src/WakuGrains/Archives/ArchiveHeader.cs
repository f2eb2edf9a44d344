using System.Buffers.Binary;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Archives;

/// <summary>
/// What stands in the clear before the chunks: magic (8) || version (4) || passes (4) || KiB (4) || salt (16), numbers in
/// big-endian order. A code of 32 bytes follows, by which the right passphrase is known from a wrong one.
/// </summary>
/// <param name="Cost">What the passphrase's derivation costs.</param>
/// <param name="Salt">The salt of the derivation, 16 bytes.</param>
internal sealed record ArchiveHeader(PassphraseCost Cost, byte[] Salt)
{
    /// <summary>Length of the header, in bytes.</summary>
    public const int Length = VersionEnd + sizeof(uint) + sizeof(uint) + PassphraseHash.SaltLength;

    /// <summary>Length of the header with its code, in bytes.</summary>
    public const int StoredLength = Length + HmacSha256.Length;

    /// <summary>The version that this build writes, and the only one that it reads.</summary>
    public const uint Version = 1;

    private const int MagicLength = 8;
    private const int VersionEnd = MagicLength + sizeof(uint);

    private static ReadOnlySpan<byte> Magic => "WkGrArch"u8;

    /// <summary>A header with a new salt.</summary>
    public static ArchiveHeader Draw(PassphraseCost cost, IRandomSource random)
    {
        var salt = new byte[PassphraseHash.SaltLength];
        random.Fill(salt, RandomPurpose.Storage);
        return new(cost, salt);
    }

    /// <summary>The header's bytes.</summary>
    public byte[] Encode()
    {
        var bytes = new byte[Length];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(MagicLength), Version);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(VersionEnd), Cost.Passes);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(VersionEnd + sizeof(uint)), Cost.Kibibytes);
        Salt.CopyTo(bytes, Length - PassphraseHash.SaltLength);
        return bytes;
    }

    /// <summary>Reads the beginning of a file, which may be shorter than a header.</summary>
    /// <exception cref="ArchiveException">It is no archive, of a newer version, cut off, or asks for too much.</exception>
    public static ArchiveHeader Parse(ReadOnlySpan<byte> beginning)
    {
        if (!beginning.StartsWith(Magic))
            throw new ArchiveException("The file is not a WakuGrains archive.");
        if (beginning.Length < StoredLength)
            throw new ArchiveException("The archive is cut off within its header.");
        var version = BinaryPrimitives.ReadUInt32BigEndian(beginning[MagicLength..]);
        if (version != Version)
            throw new ArchiveException(
                $"The archive was written by another version of WakuGrains (format {version}, this one reads {Version})."
            );
        var cost = new PassphraseCost(
            BinaryPrimitives.ReadUInt32BigEndian(beginning[VersionEnd..]),
            BinaryPrimitives.ReadUInt32BigEndian(beginning[(VersionEnd + sizeof(uint))..])
        );
        return IsBounded(cost)
            ? new(cost, beginning[(Length - PassphraseHash.SaltLength)..Length].ToArray())
            : throw new ArchiveException(
                $"The archive's header is damaged: it asks for {cost.Passes} passes over {cost.Kibibytes} KiB to derive its key."
            );
    }

    private static bool IsBounded(PassphraseCost cost) =>
        cost.Passes >= 1
        && cost.Passes <= ArchiveLimits.MaxCost.Passes
        && cost.Kibibytes >= ArchiveLimits.MinKibibytes
        && cost.Kibibytes <= ArchiveLimits.MaxCost.Kibibytes;
}
