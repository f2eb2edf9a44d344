using Google.Protobuf;
using WakuGrains.Engine;
using WakuGrains.Engine.Pages;
using WakuGrains.State;

namespace WakuGrains.Sending;

/// <summary>How logs of sent messages are stored: the newest entries with the main part, the others in pages.</summary>
public sealed class SentLogDefinition : IEntityDefinition<SentLogState>
{
    /// <summary>The kind's name in the store.</summary>
    public const string KindName = "sent";

    private const uint Format = 1;
    private const int MainPart = 0;
    private const int FirstPage = 1;

    /// <inheritdoc/>
    public string Kind => KindName;

    /// <inheritdoc/>
    public IReadOnlyList<string> Parts { get; } =
    ["main", .. PageRingCodec.PartNames("page", MessagingLimits.SentPages)];

    /// <inheritdoc/>
    public SentLogState Empty(string key) => SentLogState.Empty(InstallationKey.Parse(key));

    /// <inheritdoc/>
    public bool HasChanged(int part, SentLogState before, SentLogState after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return part == MainPart
            ? !ReferenceEquals(before, after)
            : !before.Entries.IsSame(part - FirstPage, after.Entries);
    }

    /// <inheritdoc/>
    public byte[] Encode(int part, SentLogState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return part == MainPart
            ? new SentLogRecord { Format = Format, Entries = PageRingCodec.ToRecord(state.Entries) }.ToByteArray()
            : PageRingCodec.EncodePage(state.Entries, part - FirstPage);
    }

    /// <inheritdoc/>
    public SentLogState Decode(string key, IReadOnlyList<byte[]?> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts[MainPart] is not { } main)
            return Empty(key);
        var record = RecordFormat.Parse(SentLogRecord.Parser, main, Kind);
        RecordFormat.Require(record.Format, Format, Kind);
        var pages = parts.Skip(FirstPage);
        return SentLogState.Of(
            InstallationKey.Parse(key),
            PageRingCodec.Decode(SentEntryCodec.Layout, Kind, record.Entries, pages)
        );
    }
}
