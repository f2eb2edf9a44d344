using WakuGrains.Engine;
using WakuGrains.Engine.Pages;
using WakuGrains.State;

namespace WakuGrains.Tests.Pages;

/// <summary>Pages that are not those which the main part speaks of are noticed, whatever became of them.</summary>
public sealed class PageRingDamageTests
{
    [Fact]
    public void A_page_that_is_missing_or_of_another_time_is_refused()
    {
        var saved = Filled();
        var older = saved.Slots.ToArray();
        for (var i = 0; i < 2; i++)
            saved.TryAppend("12345678");
        var changed = Enumerable.Range(0, 4).Single(slot => saved.Slots[slot] != older[slot]);
        foreach (var page in new[] { null, older[changed], saved.Slots[changed == 0 ? 1 : changed - 1] })
            RefusesSlot(saved, changed, page);
    }

    [Fact]
    public void A_page_that_the_main_part_does_not_know_is_refused()
    {
        var saved = Filled();
        var gone = saved.Slots[0];
        saved.DropBefore(saved.Ring.OldestEnd);
        RefusesSlot(saved, 0, gone);
    }

    [Fact]
    public void A_page_of_another_format_is_refused_by_name()
    {
        var saved = Filled();
        RefusesSlot(saved, 0, [8, 2, .. saved.Slots[0]![2..]]).Message.ShouldContain("format 2");
    }

    [Fact]
    public void Numbers_that_no_ring_has_are_refused()
    {
        var saved = Filled();
        Action<PageRingRecord>[] changes =
        [
            record => record.First = -1,
            record => record.First = long.MaxValue,
            record => record.FirstPage = -1,
            record => record.FirstPage = long.MaxValue,
            record => record.Pages = 5,
            record => record.Pages--,
            record => record.OpenStart++,
        ];
        var main = saved.Main;
        foreach (var change in changes)
        {
            var record = PageRingRecord.Parser.ParseFrom(main);
            change(record);
            saved.Main = Google.Protobuf.MessageExtensions.ToByteArray(record);
            Should.Throw<StateFormatException>(() => saved.Load());
        }
    }

    [Fact]
    public void A_record_that_was_cut_or_changed_is_read_or_refused_as_damaged()
    {
        var saved = Filled();
        for (var slot = 0; slot < 4; slot++)
        {
            var whole = saved.Slots[slot]!;
            for (var i = 0; i < whole.Length; i++)
                foreach (
                    var damaged in new[] { whole[..i], [.. whole[..i], (byte)(whole[i] ^ 0x11), .. whole[(i + 1)..]] }
                )
                {
                    saved.Slots[slot] = damaged;
                    ReadOrRefused(saved);
                }

            saved.Slots[slot] = whole;
        }

        saved.Load().Count.ShouldBe(23);
    }

    private static void ReadOrRefused(SavedRing saved)
    {
        try
        {
            saved.Load();
        }
        catch (StateFormatException)
        {
            // What the contract says of a damaged record.
        }
    }

    private static StateFormatException RefusesSlot(SavedRing saved, int slot, byte[]? page)
    {
        var whole = saved.Slots[slot];
        saved.Slots[slot] = page;
        var exception = Should.Throw<StateFormatException>(() => saved.Load());
        saved.Slots[slot] = whole;
        return exception;
    }

    // In all four slots, with room for three more.
    private static SavedRing Filled()
    {
        var saved = new SavedRing();
        for (var i = 0; i < 23; i++)
            saved.TryAppend("12345678").ShouldBeTrue();
        return saved;
    }
}
