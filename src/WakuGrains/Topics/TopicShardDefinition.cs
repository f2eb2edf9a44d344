using Google.Protobuf;
using WakuGrains.Engine;
using WakuGrains.Engine.Pages;
using WakuGrains.State;

namespace WakuGrains.Topics;

/// <summary>How topic listeners are stored: the newest with the main part, the others in pages.</summary>
public sealed class TopicShardDefinition : IEntityDefinition<TopicShardState>
{
    /// <summary>The kind's name in the store.</summary>
    public const string KindName = "topics";

    private const uint Format = 1;
    private const int MainPart = 0;
    private const int FirstPage = 1;

    /// <inheritdoc/>
    public string Kind => KindName;

    /// <inheritdoc/>
    public IReadOnlyList<string> Parts { get; } =
    ["main", .. PageRingCodec.PartNames("page", MessagingLimits.TopicPages)];

    /// <inheritdoc/>
    public TopicShardState Empty(string key) => TopicShardState.Empty(key);

    /// <inheritdoc/>
    public bool HasChanged(int part, TopicShardState before, TopicShardState after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return part == MainPart
            ? !ReferenceEquals(before, after)
            : !before.Listeners.IsSame(part - FirstPage, after.Listeners);
    }

    /// <inheritdoc/>
    public byte[] Encode(int part, TopicShardState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return part == MainPart
            ? new TopicShardRecord
            {
                Format = Format,
                Listeners = PageRingCodec.ToRecord(state.Listeners),
            }.ToByteArray()
            : PageRingCodec.EncodePage(state.Listeners, part - FirstPage);
    }

    /// <inheritdoc/>
    public TopicShardState Decode(string key, IReadOnlyList<byte[]?> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts[MainPart] is not { } main)
            return Empty(key);
        var record = RecordFormat.Parse(TopicShardRecord.Parser, main, Kind);
        RecordFormat.Require(record.Format, Format, Kind);
        var pages = parts.Skip(FirstPage);
        return TopicShardState.Of(key, PageRingCodec.Decode(TopicListenerCodec.Layout, Kind, record.Listeners, pages));
    }
}
