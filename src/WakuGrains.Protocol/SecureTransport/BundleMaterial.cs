using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.SecureTransport;

/// <summary>
/// What a bundle's signature covers (facts 2.3): for each device id || prekey || decimal version, then the decimal timestamp
/// unless it is 0; no separators. The material is ambiguous by construction, and the identity is bound by recovery only.
/// </summary>
internal static class BundleMaterial
{
    /// <summary>The signed bytes; <paramref name="entries"/> must be in order.</summary>
    public static ReadOnlySpan<byte> Write(ImmutableArray<BundleEntry> entries, long timestamp)
    {
        var material = new ArrayBufferWriter<byte>(64 + (entries.Length * 96));
        foreach (var entry in entries)
        {
            Encoding.UTF8.GetBytes(entry.InstallationId, material);
            material.Write(entry.SignedPrekey.Compressed);
            WriteDecimal(material, entry.Version);
        }

        if (timestamp != 0)
            WriteDecimal(material, timestamp);
        return material.WrittenSpan;
    }

    /// <summary>Keccak-256 of the signed bytes.</summary>
    public static void Hash(ImmutableArray<BundleEntry> entries, long timestamp, Span<byte> hash) =>
        Keccak256.Hash(Write(entries, timestamp), hash);

    private static void WriteDecimal(ArrayBufferWriter<byte> material, long number)
    {
        const int longest = 20;
        number.TryFormat(material.GetSpan(longest), out var written, default, CultureInfo.InvariantCulture);
        material.Advance(written);
    }
}
