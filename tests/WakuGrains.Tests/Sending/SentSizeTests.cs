using WakuGrains.Engine;
using WakuGrains.Ports;
using WakuGrains.Sending;
using static WakuGrains.Tests.Sending.SentFixture;

namespace WakuGrains.Tests.Sending;

/// <summary>What a turn of a log of sent messages writes, and how much there is room for.</summary>
public sealed class SentSizeTests
{
    private readonly SentFixture log = new();

    [Fact]
    public void An_update_writes_the_main_part_alone_except_when_a_page_closes()
    {
        var withPages = 0;
        for (var i = 0; i < 400; i++)
            foreach (var update in new SentUpdate[] { log.Accepted($"{i}"), Published($"{i}"), Delivered($"{i}") })
            {
                log.Record(update).ShouldBeTrue();
                log.Saved.Written[0].ShouldBe("main");
                log.Saved.Part("main")!.Length.ShouldBeLessThan(33 * 1024);
                log.Saved.Written.Count.ShouldBeLessThanOrEqualTo(2);
                withPages += log.Saved.Written.Count - 1;
            }

        withPages.ShouldBeInRange(2, 3);
        log.Status("0").ShouldBe(SentStatus.Delivered);
    }

    [Fact]
    public void An_update_of_an_old_message_writes_no_old_page()
    {
        log.Record(log.Accepted("old"));
        for (var i = 0; i < 3000; i += 500)
            log.Record([.. Enumerable.Range(i, 500).Select(number => log.Accepted($"{number}"))]);
        log.Saved.State.Entries.Closed.Length.ShouldBe(2);
        log.Record(Published("old"));
        log.Saved.Written.ShouldBe(["main"]);
        log.Record(Delivered("old"));
        log.Saved.Written.ShouldBe(["main"]);
        log.Status("old").ShouldBe(SentStatus.Delivered);
    }

    [Fact]
    public void Forty_thousand_delivered_messages_are_known_and_of_more_the_oldest_are_forgotten()
    {
        const int count = 50_000;
        const int batch = 1000;
        log.Saved.StaysActive = true;
        for (var i = 0; i < count; i += batch)
            log.Record([.. Enumerable.Range(i, batch).SelectMany(number => Whole($"{number}"))]);

        var known = log.Saved.State.Index.Messages.Count;
        known.ShouldBeInRange(40_000, count - 1);
        log.Find("0").ShouldBeNull();
        log.Find($"{count - known - 1}").ShouldBeNull();
        log.Status($"{count - known}").ShouldBe(SentStatus.Delivered);
        log.Saved.Load().Index.Messages.Count.ShouldBe(known);

        IEnumerable<SentUpdate> Whole(string message) =>
            [log.Accepted(message), Published(message), Delivered(message)];
    }
}
