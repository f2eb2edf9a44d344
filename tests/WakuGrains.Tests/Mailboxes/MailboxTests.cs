using WakuGrains.Engine;
using WakuGrains.Mailboxes;
using WakuGrains.Tests.State;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Mailboxes;

/// <summary>A mailbox as an entity keeps what a store promises of mailboxes.</summary>
public sealed class MailboxTests
{
    private readonly MailboxFixture mailbox = new();

    [Fact]
    public void Messages_are_numbered_and_repeats_are_known_even_after_they_were_acknowledged()
    {
        mailbox.Append(mailbox.Message("one"), mailbox.Message("two"), mailbox.Message("one")).ShouldBeTrue();
        mailbox.Read().ShouldBe([(1, "one"), (2, "two")]);
        mailbox.Acknowledge(1).ShouldBe(new(2, 1, 1));

        mailbox.Append("one").ShouldBeFalse();
        mailbox.Saved.Written.ShouldBeEmpty();
        mailbox.Append("two").ShouldBeFalse();
        mailbox.Read().ShouldBe([(2, "two")]);
        mailbox.Append(mailbox.Message("one"), mailbox.Message("three")).ShouldBeTrue();
        mailbox.Read().ShouldBe([(2, "two"), (3, "three")]);
    }

    [Fact]
    public void The_same_message_id_of_another_sender_is_another_message()
    {
        mailbox.Append(mailbox.Message("one"), mailbox.Message("one", sender: 1)).ShouldBeTrue();
        mailbox.Read().Count.ShouldBe(2);
    }

    [Fact]
    public void A_number_is_never_given_out_again()
    {
        mailbox.Append(mailbox.Message("1"), mailbox.Message("2"));
        mailbox.Acknowledge(2);
        mailbox.Now += MessagingLimits.EnvelopeRetention + TimeSpan.FromDays(1);
        mailbox.Append("3");
        mailbox.Read().ShouldBe([(3, "3")]);
        mailbox.Status.ShouldBe(new(3, 2, 1));
    }

    [Fact]
    public void An_acknowledged_message_is_known_as_long_as_envelopes_are_and_no_longer()
    {
        mailbox.Append("one");
        mailbox.Acknowledge(1);
        mailbox.Now += MessagingLimits.EnvelopeRetention;
        mailbox.Append("one").ShouldBeFalse();
        mailbox.Now += TimeSpan.FromMilliseconds(1);
        mailbox.Append("one").ShouldBeTrue();
        mailbox.Saved.State.Acknowledged.Count.ShouldBe(0);
    }

    [Fact]
    public void A_message_that_waits_is_known_however_old_it_is()
    {
        mailbox.Append("one");
        mailbox.Now += 2 * MessagingLimits.EnvelopeRetention;
        mailbox.Append("one").ShouldBeFalse();
        mailbox.Acknowledge(1);
        mailbox.Append("one").ShouldBeTrue("its time began when it was received");
    }

    [Fact]
    public void It_is_read_from_any_number_on()
    {
        mailbox.Append([.. Enumerable.Range(1, 25).Select(i => mailbox.Message($"{i}"))]);
        mailbox.Read(10, 10).ShouldBe(Enumerable.Range(11, 10).Select(i => ((long)i, $"{i}")));
        mailbox.Read(25).ShouldBeEmpty();
        mailbox.Read(1000).ShouldBeEmpty();
        mailbox.Acknowledge(20);
        mailbox.Read(10, 3).Select(each => each.Sequence).ShouldBe([21L, 22L, 23L]);
    }

    [Fact]
    public void Acknowledging_less_or_more_than_there_is_changes_nothing_but_what_is_there()
    {
        mailbox.Acknowledge(7).ShouldBe(default);
        mailbox.Append(mailbox.Message("one"), mailbox.Message("two"));
        mailbox.Acknowledge(100).ShouldBe(new(2, 2, 0));
        mailbox.Acknowledge(1).ShouldBe(new(2, 2, 0));
        mailbox.Saved.Written.ShouldBeEmpty();
        mailbox.Append("three");
        mailbox.Read().ShouldBe([(3, "three")]);
    }

    [Fact]
    public async Task The_entity_hands_out_whole_messages()
    {
        var engine = MemoryEngine.WithoutSilo(TimeProvider.System);
        var runner = engine.Runner(new MailboxDefinition(), MailboxFixture.Key);
        var entity = new MailboxEntity(InstallationKey.Parse(MailboxFixture.Key), runner, TestWorld.Curve);
        var message = SampleStates.Message();
        (await entity.AppendAsync([message], default)).ShouldBeTrue();
        engine.Forget();
        var found = (await entity.ReadAsync(0, 10, default)).ShouldHaveSingleItem();
        found.Sequence.ShouldBe(1);
        ObjectGraph.Describe(found.Content).ShouldBe(ObjectGraph.Describe(message));
        (await entity.GetStatusAsync(default)).ShouldBe(new(1, 0, 1));
        (await entity.AcknowledgeAsync(1, default)).ShouldBe(new(1, 1, 0));
        entity.ToString().ShouldBe($"Mailbox({MailboxFixture.Key})");
    }
}
