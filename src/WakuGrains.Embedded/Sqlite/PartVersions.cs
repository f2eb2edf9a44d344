using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using WakuGrains.Engine;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Storage;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>
/// Which version of each part belongs to an entity's version, authenticated as a whole: an older record that is put back, or a
/// record that is taken away, does not fit. Immutable. Whole entities that are put back are not its concern.
/// </summary>
/// <remarks>Stored as entries of version (8), length of name (1), name in UTF-8, then a code of 32 bytes.</remarks>
internal sealed class PartVersions
{
    private const int CodeLength = HmacSha256.Length;

    private readonly ImmutableArray<(string Part, long Version)> entries;

    private PartVersions(ImmutableArray<(string Part, long Version)> entries) => this.entries = entries;

    /// <summary>An entity without parts.</summary>
    public static PartVersions None { get; } = new([]);

    /// <summary>The parts that were ever written, with their versions.</summary>
    public IReadOnlyList<(string Part, long Version)> All => entries;

    /// <summary>The version of a part; 0 when it was never written.</summary>
    public long Of(string part)
    {
        foreach (var entry in entries)
            if (entry.Part == part)
                return entry.Version;
        return 0;
    }

    /// <summary>The same with some parts written at a version.</summary>
    public PartVersions With(ImmutableArray<SealedPart> written, long version)
    {
        var updated = entries.ToBuilder();
        foreach (var (part, _) in written)
        {
            updated.RemoveAll(entry => entry.Part == part);
            updated.Add((part, version));
        }

        return new(updated.ToImmutable());
    }

    /// <summary>The stored form for an entity at a version.</summary>
    public byte[] Seal(StoreCipher cipher, string kind, string key, long version)
    {
        var length = entries.Sum(entry => sizeof(long) + 1 + Encoding.UTF8.GetByteCount(entry.Part));
        var stored = new byte[length + CodeLength];
        var rest = stored.AsSpan();
        foreach (var (part, partVersion) in entries)
        {
            BinaryPrimitives.WriteInt64BigEndian(rest, partVersion);
            var name = Encoding.UTF8.GetBytes(part, rest[(sizeof(long) + 1)..]);
            rest[sizeof(long)] = checked((byte)name);
            rest = rest[(sizeof(long) + 1 + name)..];
        }

        cipher.Authenticate(kind, key, version, stored.AsSpan(0, length), rest);
        return stored;
    }

    /// <summary>Reads the stored form.</summary>
    /// <exception cref="StateFormatException">It was changed, or is another entity's or another version's.</exception>
    public static PartVersions Open(StoreCipher cipher, string kind, string key, long version, byte[] stored)
    {
        Span<byte> code = stackalloc byte[CodeLength];
        var rest = stored.AsSpan(0, Math.Max(0, stored.Length - CodeLength));
        cipher.Authenticate(kind, key, version, rest, code);
        if (!CryptographicOperations.FixedTimeEquals(code, stored.AsSpan(rest.Length)))
            throw new StateFormatException($"A stored entity of kind '{kind}' is not what was written.");

        var read = ImmutableArray.CreateBuilder<(string, long)>();
        while (!rest.IsEmpty)
        {
            var name = rest.Slice(sizeof(long) + 1, rest[sizeof(long)]);
            read.Add((Encoding.UTF8.GetString(name), BinaryPrimitives.ReadInt64BigEndian(rest)));
            rest = rest[(sizeof(long) + 1 + name.Length)..];
        }

        return new(read.ToImmutable());
    }
}
