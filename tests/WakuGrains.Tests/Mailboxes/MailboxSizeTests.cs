using WakuGrains.Engine;
using WakuGrains.Engine.Pages;
using WakuGrains.Mailboxes;

namespace WakuGrains.Tests.Mailboxes;

/// <summary>What a turn of a mailbox writes, and how much there is room for.</summary>
public sealed class MailboxSizeTests
{
    private readonly MailboxFixture mailbox = new();

    [Fact]
    public void An_append_writes_the_main_part_alone_except_when_a_page_closes()
    {
        var withPages = 0;
        for (var i = 0; i < 400; i++)
        {
            mailbox.Append(mailbox.Message($"{i}", length: 300));
            mailbox.Saved.Written[0].ShouldBe("main");
            mailbox.Saved.Part("main")!.Length.ShouldBeLessThan(41 * 1024);
            mailbox.Saved.Written.Count.ShouldBeLessThanOrEqualTo(2);
            withPages += mailbox.Saved.Written.Count - 1;
        }

        withPages.ShouldBeInRange(3, 7);
        mailbox.Read().Select(each => each.Text).ShouldBe(Enumerable.Range(0, 400).Select(i => $"{i}"));
    }

    [Fact]
    public void A_mailbox_that_is_acknowledged_as_it_fills_has_no_page_of_messages()
    {
        for (var i = 0; i < 400; i++)
        {
            mailbox.Append(mailbox.Message($"{i}", length: 300));
            mailbox.Acknowledge(i + 1);
        }

        mailbox.Saved.Part("page-000").ShouldBeNull();
        mailbox.Saved.Part("ids-000")!.Length.ShouldBeGreaterThan(300 * ShortHash.Length);
        mailbox.Saved.Part("ids-001").ShouldBeNull();
        mailbox.Append(mailbox.Message("7")).ShouldBeFalse();
    }

    [Fact]
    public void The_contents_of_acknowledged_messages_go()
    {
        mailbox.Append([.. Enumerable.Range(0, 30).Select(i => mailbox.Message($"{i}", length: 40_000))]);
        mailbox.Saved.Length.ShouldBeGreaterThan(1_200_000);
        mailbox.Acknowledge(29);
        mailbox.Saved.Length.ShouldBeLessThan(300_000, "a page is kept as long as one message in it is");
        mailbox.Acknowledge(30);
        mailbox.Saved.Length.ShouldBeLessThan(2_000);
        mailbox.Append(mailbox.Message("29")).ShouldBeFalse();
    }

    [Fact]
    public void The_longest_message_fits_and_a_longer_one_is_refused_and_changes_nothing()
    {
        mailbox.Append("before");
        var room = MessagingLimits.MaxMailboxMessageLength - MessageContentCodec.Encode(mailbox.Message("")).Length;
        var longest = mailbox.Message("longest", length: room - 4);
        MessageContentCodec.Encode(longest).Length.ShouldBe(MessagingLimits.MaxMailboxMessageLength);
        mailbox.Append(longest).ShouldBeTrue();
        mailbox.Append("after").ShouldBeTrue();
        mailbox.Read().Select(each => each.Text).ShouldBe(["before", "longest", "after"]);

        var state = mailbox.Saved.State;
        Should.Throw<ArgumentException>(() =>
            mailbox.Append(mailbox.Message("fits"), mailbox.Message("too long", length: room - 3))
        );
        mailbox.Saved.State.ShouldBeSameAs(state);
    }

    [Fact]
    public void It_is_full_by_bytes_before_the_reserve_is_begun_and_takes_what_is_under_way_until_that_is_gone()
    {
        mailbox.Saved.StaysActive = true;
        FillUntil(() => mailbox.Status.IsFull);
        var atFull = mailbox.Status;
        atFull.Unacknowledged.ShouldBeInRange(180, 250, "24 MiB of a hundred thousand bytes each");
        mailbox.Saved.State.Messages.FreePages.ShouldBe(MessagingLimits.MailboxReservePages - 1);

        Should.Throw<EntityFullException>(() => FillUntil(() => false));
        (mailbox.Status.Unacknowledged - atFull.Unacknowledged).ShouldBeGreaterThan(60, "8 MiB");
        var state = mailbox.Saved.Load();
        state.Status.ShouldBe(mailbox.Status);
        state.Status.IsFull.ShouldBeTrue();

        mailbox.Acknowledge(mailbox.Status.LastSequence - atFull.Unacknowledged + 3).IsFull.ShouldBeFalse();
        mailbox.Append(mailbox.Message("again", length: 100_000)).ShouldBeTrue();
    }

    [Fact]
    public void An_append_for_which_there_is_no_room_changes_nothing()
    {
        mailbox.Saved.StaysActive = true;
        FillUntil(() => mailbox.Saved.State.Messages is { FreePages: 0, Closed: [.., { Length: > 150_000 }] });
        var state = mailbox.Saved.State;
        Should.Throw<EntityFullException>(() =>
            mailbox.Append(mailbox.Message("fits"), mailbox.Message("does not", length: 200_000))
        );
        mailbox.Saved.State.ShouldBeSameAs(state);
        mailbox.Append("fits").ShouldBeTrue();
    }

    [Theory]
    [InlineData(MessagingLimits.MailboxCapacity - 1, false)]
    [InlineData(MessagingLimits.MailboxCapacity, true)]
    public void It_is_full_by_number(long waiting, bool isFull) =>
        MailboxStatus.At(waiting + 5, 5).IsFull.ShouldBe(isFull);

    [Fact]
    public void A_hundred_thousand_short_messages_fit()
    {
        mailbox.Saved.StaysActive = true;
        const int batch = 2000;
        for (var i = 0; i < MessagingLimits.MailboxCapacity; i += batch)
        {
            mailbox.Status.IsFull.ShouldBeFalse();
            mailbox.Append([.. Enumerable.Range(i, batch).Select(number => mailbox.Message($"{number}", length: 60))]);
        }

        (mailbox.Status.IsFull, mailbox.Status.HasNoRoom).ShouldBe((true, false));
        mailbox.Saved.Load().Known.Count.ShouldBe(MessagingLimits.MailboxCapacity);
    }

    [Fact]
    public void Ids_are_forgotten_from_the_oldest_on_when_there_are_too_many()
    {
        var layout = MailboxCodec.Acknowledged with { Pages = 2, OpenLength = 60, PageLength = 60 };
        mailbox.Saved.StaysActive = true;
        mailbox.Saved.Turn(state => Step.To(state with { Acknowledged = new(layout) }, 0));
        for (var i = 1; i <= 6; i++)
        {
            mailbox.Append($"{i}");
            mailbox.Acknowledge(i);
        }

        mailbox.Append("1").ShouldBeFalse("two in each page and two beside them");
        mailbox.Append("7");
        mailbox.Acknowledge(7);
        mailbox.Append("3").ShouldBeFalse();
        mailbox.Append("1").ShouldBeTrue("a page of two is gone");
        mailbox.Append("2").ShouldBeTrue();
    }

    private void FillUntil(Func<bool> done)
    {
        for (var i = mailbox.Status.LastSequence; !done(); i++)
            mailbox.Append(mailbox.Message($"{i}", length: 100_000));
    }
}
