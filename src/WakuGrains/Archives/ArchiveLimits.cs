using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Archives;

/// <summary>The bounds of an archive's file, with unit and reason.</summary>
public static class ArchiveLimits
{
    /// <summary>Bytes of plaintext in one chunk: what is in memory of a file at once, twice.</summary>
    public const int ChunkLength = 64 * 1024;

    /// <summary>Bytes of one record: an entity with more parts than any has, of 512 KiB each.</summary>
    public const int MaxRecordLength = 8 * 1024 * 1024;

    /// <summary>Memory below which Argon2id does not go, in KiB.</summary>
    public const uint MinKibibytes = 8;

    /// <summary>
    /// What a file may ask for before its passphrase is known to be right: four times the memory that this version writes, and
    /// some ten seconds.
    /// </summary>
    public static PassphraseCost MaxCost { get; } = new(16, 1024 * 1024);
}
