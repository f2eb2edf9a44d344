using WakuGrains.Engine;
using WakuGrains.Engine.Pages;

namespace WakuGrains.Sending;

/// <summary>How far the messages of one installation got.</summary>
/// <param name="Key">The installation.</param>
/// <param name="Entries">What happened, the oldest first.</param>
/// <param name="Index">What it comes to.</param>
public sealed record SentLogState(InstallationKey Key, PageRing<SentEntry> Entries, SentIndex Index)
{
    /// <summary>A log in which nothing happened.</summary>
    public static SentLogState Empty(InstallationKey key) => new(key, new(SentEntryCodec.Layout), SentIndex.Empty);

    /// <summary>How much there is; not what.</summary>
    public override string ToString() => $"SentLogState({Key}, {Entries.Count} entries)";

    internal static SentLogState Of(InstallationKey key, PageRing<SentEntry> entries)
    {
        var index = new SentIndexBuilder(SentIndex.Empty);
        foreach (var entry in entries.From(entries.First))
            index.Add(entry);
        return new(key, entries, index.ToIndex());
    }
}
