using System.Text;
using Google.Protobuf;
using WakuGrains.Engine;
using WakuGrains.Engine.Pages;
using WakuGrains.State;

namespace WakuGrains.Catalogs;

/// <summary>How lists of keys are stored: the newest keys with the main part, the others in pages.</summary>
public sealed class CatalogDefinition : IEntityDefinition<CatalogState>
{
    /// <summary>The kind's name in the store.</summary>
    public const string KindName = "catalog";

    private const uint Format = 1;
    private const int MainPart = 0;
    private const int FirstPage = 1;

    // What is no text must not become another one.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <inheritdoc/>
    public string Kind => KindName;

    /// <inheritdoc/>
    public IReadOnlyList<string> Parts { get; } =
    ["main", .. PageRingCodec.PartNames("page", MessagingLimits.CatalogPages)];

    /// <summary>How keys are kept.</summary>
    internal static PageRingLayout<string> Layout { get; } =
        new(
            MessagingLimits.CatalogPages,
            EngineLimits.OpenPageLength,
            EngineLimits.PageLength,
            static key => UnsafeByteOperations.UnsafeWrap(Utf8.GetBytes(key)),
            static bytes => Utf8.GetString(bytes.Span)
        );

    /// <inheritdoc/>
    public CatalogState Empty(string key) => CatalogState.Empty(key);

    /// <inheritdoc/>
    public bool HasChanged(int part, CatalogState before, CatalogState after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return part == MainPart ? !ReferenceEquals(before, after) : !before.Added.IsSame(part - FirstPage, after.Added);
    }

    /// <inheritdoc/>
    public byte[] Encode(int part, CatalogState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return part == MainPart
            ? new CatalogRecord { Format = Format, Keys = PageRingCodec.ToRecord(state.Added) }.ToByteArray()
            : PageRingCodec.EncodePage(state.Added, part - FirstPage);
    }

    /// <inheritdoc/>
    public CatalogState Decode(string key, IReadOnlyList<byte[]?> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts[MainPart] is not { } main)
            return Empty(key);
        var record = RecordFormat.Parse(CatalogRecord.Parser, main, Kind);
        RecordFormat.Require(record.Format, Format, Kind);
        return CatalogState.Of(key, PageRingCodec.Decode(Layout, Kind, record.Keys, parts.Skip(FirstPage)));
    }
}
