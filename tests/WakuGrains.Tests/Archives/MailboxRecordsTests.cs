using WakuGrains.Archives;
using WakuGrains.Engine;
using WakuGrains.Mailboxes;
using WakuGrains.Tests.Mailboxes;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Archives;

/// <summary>A mailbox that was moved goes on counting, and knows what waits in it.</summary>
public sealed class MailboxRecordsTests
{
    private readonly MailboxFixture old = new();
    private readonly MailboxFixture moved = new();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 0)]
    [InlineData(3, 2)]
    [InlineData(3, 3)]
    [InlineData(300, 150)]
    public void It_has_the_same_messages_under_the_same_numbers(int count, int acknowledged)
    {
        for (var i = 0; i < count; i++)
            old.Append(old.Message($"{i}", length: 1000));
        old.Acknowledge(acknowledged);
        Move();
        moved.Status.ShouldBe(old.Status);
        moved.Read().ShouldBe(old.Read());
    }

    [Fact]
    public void It_goes_on_as_the_other_would_have()
    {
        old.Append("one");
        old.Append("two");
        old.Append("three");
        old.Acknowledge(2);
        Move();
        moved.Append("three").ShouldBeFalse("it waits already");
        moved.Append("four").ShouldBeTrue();
        moved.Read().ShouldBe([(3, "three"), (4, "four")]);
        moved.Acknowledge(3).ShouldBe(new(4, 3, 1));
        moved.Append("three").ShouldBeFalse("it was acknowledged here");
        moved.Read().ShouldBe([(4, "four")]);
    }

    [Fact]
    public void What_is_on_its_way_comes_behind_what_is_there_and_once()
    {
        old.Append("one");
        old.Append("two");
        old.Acknowledge(1);
        Move(old.Message("one"), old.Message("two"), old.Message("three"), old.Message("four"), old.Message("three"));
        moved.Read().ShouldBe([(2, "two"), (3, "three"), (4, "four")]);
        moved.Status.ShouldBe(new(4, 1, 3));
    }

    [Fact]
    public void Of_a_mailbox_to_which_nothing_came_there_is_nothing() => Records().ShouldBeEmpty();

    [Fact]
    public void A_mailbox_of_which_messages_are_missing_is_refused()
    {
        old.Append("one");
        old.Append("two");
        old.Append("three");
        var records = Records();
        foreach (var missing in records.Skip(1))
            Should.Throw<ArchiveException>(() => Restore([.. records.Where(record => record != missing)]));
    }

    [Fact]
    public void A_message_that_is_in_it_twice_is_refused()
    {
        old.Append("one");
        var records = Records();
        var (head, message) = ((ArchiveRecord.Mailbox)records[0], (ArchiveRecord.Message)records[1]);
        Should.Throw<ArchiveException>(() =>
            Restore([head with { LastSequence = 2 }, message, message with { Sequence = 2 }])
        );
    }

    [Fact]
    public void A_message_that_is_too_long_for_it_is_refused()
    {
        old.Append("one");
        var message = old.Message("two", length: MessagingLimits.MaxMailboxMessageLength);
        Should.Throw<ArchiveException>(() => Restore(Records(message))).Message.ShouldContain("acknowledge messages");
    }

    private void Move(params MessageContent[] undelivered)
    {
        var records = Records(undelivered);
        if (records.Length > 0)
            moved.Saved.Turn(_ => Step.To<MailboxState, bool>(Restore(records), true));
    }

    private ArchiveRecord[] Records(params MessageContent[] undelivered) =>
        [.. MailboxRecords.Of(old.Saved.State, undelivered, TestWorld.Curve)];

    private static MailboxState Restore(ArchiveRecord[] records) =>
        MailboxRecords.Restore((ArchiveRecord.Mailbox)records[0], records[1..].Cast<ArchiveRecord.Message>());
}
