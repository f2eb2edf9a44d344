using System.Collections.Immutable;
using Google.Protobuf;
using WakuGrains.State;

namespace WakuGrains.Engine.Pages;

/// <summary>Rings in records: one in the entity's main part, and one for each slot.</summary>
internal static class PageRingCodec
{
    private const uint Format = 1;

    /// <summary>The names of a ring's parts.</summary>
    public static IEnumerable<string> PartNames(string prefix, int pages) =>
        Enumerable.Range(0, pages).Select(slot => $"{prefix}-{slot:d3}");

    /// <summary>What the main part says of a ring.</summary>
    public static PageRingRecord ToRecord<T>(PageRing<T> ring) =>
        new()
        {
            First = ring.First,
            FirstPage = ring.FirstPage,
            Pages = (uint)ring.Closed.Length,
            OpenStart = ring.Open.Start,
            Open = { ring.Open.Items.Select(item => ring.Layout.Encode(item.Value)) },
        };

    /// <summary>Serialises a slot. A free one is written too, because what was in it has to go.</summary>
    public static byte[] EncodePage<T>(PageRing<T> ring, int slot)
    {
        var record = new PageRecord { Format = Format };
        if (ring.At(slot) is var (page, number))
        {
            (record.Number, record.Start) = (number, page.Start);
            record.Items.AddRange(page.Items.Select(item => ring.Layout.Encode(item.Value)));
        }

        return record.ToByteArray();
    }

    /// <summary>Restores a ring; a slot that was never written is null.</summary>
    /// <exception cref="StateFormatException">A page is damaged or is not the one that the main part speaks of.</exception>
    public static PageRing<T> Decode<T>(
        PageRingLayout<T> layout,
        string kind,
        PageRingRecord? record,
        IEnumerable<byte[]?> slots
    )
    {
        var pages = slots.Select(slot => slot is null ? new PageRecord() : Parse(slot, kind)).ToImmutableArray();
        return RecordFormat.Restore(kind, () => Restore(layout, record ?? new PageRingRecord(), pages));
    }

    private static PageRecord Parse(byte[] slot, string kind)
    {
        var record = RecordFormat.Parse(PageRecord.Parser, slot, kind);
        RecordFormat.Require(record.Format, Format, kind);
        return record;
    }

    private static PageRing<T> Restore<T>(
        PageRingLayout<T> layout,
        PageRingRecord record,
        ImmutableArray<PageRecord> slots
    )
    {
        Require(slots.Length == layout.Pages && record.Pages <= layout.Pages);
        Require(record.FirstPage >= 0 && record.FirstPage + record.Pages >= 0);
        var pages = Enumerable
            .Range(0, (int)record.Pages)
            .Select(offset => Find(slots, record.FirstPage + offset))
            .ToImmutableArray();
        Require(slots.Count(slot => slot.Items.Count > 0) == pages.Length);
        var closed = pages.Select(page => ToPage(layout, page.Start, page.Items)).ToImmutableArray();
        var open = ToPage(layout, record.OpenStart, record.Open);
        RequireGapless(record.First, closed, open);
        return new(layout, record.First, record.FirstPage, closed, open);
    }

    private static PageRecord Find(ImmutableArray<PageRecord> slots, long number)
    {
        var page = slots[(int)(number % slots.Length)];
        Require(page.Number == number && page.Items.Count > 0);
        return page;
    }

    private static Page<T> ToPage<T>(PageRingLayout<T> layout, long start, IEnumerable<ByteString> items) =>
        Page<T>.Of(start, [.. items.Select(layout.Restore)]);

    // Every page begins where the one before ends, so that a page of another time is noticed.
    private static void RequireGapless<T>(long first, ImmutableArray<Page<T>> closed, Page<T> open)
    {
        Require(first >= 0 && first <= open.End);
        var next = first;
        foreach (var page in closed)
        {
            Require(next == first ? page.Start <= first && page.End > first : page.Start == next);
            next = page.End;
        }

        Require(open.Start == next);
    }

    private static void Require(bool holds)
    {
        if (!holds)
            throw new FormatException("The pages do not fit together.");
    }
}
