using FsCheck;
using FsCheck.Fluent;
using WakuGrains.Engine;
using WakuGrains.Engine.Pages;

namespace WakuGrains.Tests.Pages;

/// <summary>A list in pages is a list: what is appended is there in order until it is dropped, and only what changed is written.</summary>
public sealed class PageRingTests
{
    // A tag and a length before each.
    private const int Framing = 2;

    [Fact]
    public void It_is_a_list_that_is_appended_to_and_cut_at_the_front()
    {
        var operation =
            from length in Gen.Choose(0, 45)
            from drop in Gen.Frequency((5, Gen.Constant(0)), (1, Gen.Choose(1, 9)))
            select (length, drop);
        var property = Prop.ForAll(Arb.From(operation.ArrayOf()), Play);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(200), property);
    }

    [Fact]
    public void An_append_writes_no_page_until_the_open_one_is_full_and_then_one()
    {
        var saved = new SavedRing();
        var written = new List<int>();
        for (var i = 0; i < 20; i++)
        {
            saved.TryAppend("12345678").ShouldBeTrue();
            written.AddRange(saved.Written.Select(_ => i));
        }

        written.ShouldBe([2, 4, 6, 8, 10, 12, 14, 16, 18], "two fill the open page");
        saved.Ring.Closed.Select(page => page.Items.Length).ShouldBe([6, 6, 6], "and three of these a closed one");
    }

    [Fact]
    public void It_is_full_when_all_pages_and_the_open_one_are_and_has_room_when_the_oldest_page_is_dropped()
    {
        var saved = new SavedRing();
        for (var i = 0; i < (4 * 6) + 2; i++)
            saved.TryAppend("12345678").ShouldBeTrue();
        (saved.Ring.FreePages, saved.Ring.Open.Length).ShouldBe((0, 20));
        saved.TryAppend("").ShouldBeFalse();

        saved.DropBefore(saved.Ring.OldestEnd - 1);
        saved.TryAppend("").ShouldBeFalse("a page goes as a whole");
        saved.DropBefore(saved.Ring.OldestEnd);
        saved.Written.ShouldBe([0], "what was in it has to go");
        saved.TryAppend("").ShouldBeTrue();
        saved.Written.ShouldBe([0], "and its part is used again");
    }

    [Fact]
    public void A_position_is_not_given_out_again_when_nothing_is_left()
    {
        var saved = new SavedRing();
        for (var i = 0; i < 9; i++)
            saved.TryAppend("12345678");
        saved.DropBefore(100);
        (saved.Ring.First, saved.Ring.End, saved.Ring.FreePages).ShouldBe((9, 9, 4));
        saved.TryAppend("next");
        saved.Ring.From(9).ShouldBe(["next"]);
    }

    [Fact]
    public void The_longest_item_has_a_page_of_its_own_that_a_part_holds_and_a_longer_one_is_refused()
    {
        const int head = 4;
        var longest = new string('x', PageRingLayout<string>.MaxItemLength - head);
        var saved = new SavedRing();
        saved.TryAppend("before");
        saved.TryAppend(longest).ShouldBeTrue();
        saved.TryAppend("after");
        saved.Slots.Max(slot => slot?.Length ?? 0).ShouldBeInRange(longest.Length, EngineLimits.MaxPartLength);
        saved.Ring.From(0).ShouldBe(["before", longest, "after"]);
        Should.Throw<ArgumentException>(() => saved.TryAppend(longest + "x"));
    }

    private static void Play((int Length, int Drop)[] operations)
    {
        var saved = new SavedRing();
        var (list, first, number) = (new List<string>(), 0L, 0);
        foreach (var (length, drop) in operations)
        {
            var text = $"{number++:d3}".PadRight(length, '.');
            if (saved.TryAppend(text))
                list.Add(text);
            else
                IsFullFor(saved.Ring, text.Length + Framing).ShouldBeTrue();
            Compare(saved, list, first);
            first = Math.Min(first + drop, list.Count);
            saved.DropBefore(first);
            Compare(saved, list, first);
        }
    }

    // What is too long for the open page needs a page besides that for what is in the open one.
    private static bool IsFullFor(PageRing<string> ring, int length) =>
        ring.Open.Length + length > 20 && ring.FreePages <= (length > 20 && !ring.Open.IsEmpty ? 1 : 0);

    private static void Compare(SavedRing saved, List<string> list, long first)
    {
        var ring = saved.Ring;
        (ring.First, ring.End, ring.Count).ShouldBe((first, list.Count, list.Count - first));
        ring.From(0).ShouldBe(list.Skip((int)first));
        ring.From(first + 3).ShouldBe(list.Skip((int)first + 3));
        ring.Open.Length.ShouldBeLessThanOrEqualTo(20);
        ring.Closed.ShouldAllBe(page => page.Length <= 60 && page.End > first);
        ring.Closed.Append(ring.Open)
            .ShouldAllBe(page => page.Length == page.Items.Sum(item => item.Value.Length + Framing));
    }
}
