using WakuGrains.Archives;
using WakuGrains.Conformance;
using WakuGrains.Engine;
using WakuGrains.Ports;
using WakuGrains.Protocol.Waku;
using WakuGrains.Sending;
using WakuGrains.Tests.Sending;

namespace WakuGrains.Tests.Archives;

/// <summary>How far messages got is known after a move as well as an archive has it.</summary>
public sealed class SentRecordsTests
{
    private readonly SentFixture log = new();

    [Fact]
    public void What_has_gone_is_known_by_its_message()
    {
        Tell(0, Status("delivered", SentStatus.Delivered));
        Tell(1, Status("published", SentStatus.Published));
        Tell(2, Status("accepted", SentStatus.Accepted));
        log.Status("delivered").ShouldBe(SentStatus.Delivered);
        log.Status("published").ShouldBe(SentStatus.Published);
        log.Status("accepted").ShouldBe(SentStatus.Accepted);
        log.Find("published")!.AcceptedAt.ShouldBe(log.Now);
        log.Find("published")!.Recipients.Single().Recipient.ShouldBe(SentFixture.Peers[0]);
    }

    [Fact]
    public void Envelopes_of_one_message_count_each_for_themselves()
    {
        Tell(0, Status("both", SentStatus.Published));
        Tell(1, Status("both", SentStatus.Accepted));
        log.Status("both").ShouldBe(SentStatus.Accepted);
        Tell(0, Status("one", SentStatus.Published));
        Tell(1, Status("one", SentStatus.Delivered));
        log.Status("one").ShouldBe(SentStatus.Delivered, "one device of the peer has it");
    }

    [Fact]
    public void An_acknowledgement_that_comes_later_counts()
    {
        Tell(0, Status("message", SentStatus.Published));
        log.Record(SentFixture.Delivered("message"));
        log.Status("message").ShouldBe(SentStatus.Delivered);
    }

    [Fact]
    public void What_waits_is_published_and_acknowledged_like_any_other()
    {
        var publish = Publish("message");
        Tell(0, Status("message", SentStatus.Accepted), publish.Envelope);
        Status(publish).ShouldBe(SentStatus.Accepted);
        log.Record(new SentUpdate.Published(SentFixture.Lanes[0], publish.MessageId, publish.Envelope.Hash.ToArray()));
        log.Status("message").ShouldBe(SentStatus.Published);
        Status(publish).ShouldBe(SentStatus.Published);
        log.Record(SentFixture.Delivered("message"));
        Status(publish).ShouldBe(SentStatus.Delivered);
    }

    [Fact]
    public void What_nobody_was_told_of_yet_is_accepted() => Status(Publish("message")).ShouldBe(SentStatus.Accepted);

    [Fact]
    public void Without_a_message_there_is_nothing_to_know() =>
        SentRecords
            .ToUpdates(SentFixture.Lanes[0], 0, new(default, default, log.Now, SentStatus.Published), null)
            .ShouldBeEmpty();

    private void Tell(int number, EnvelopeStatus status, Envelope? envelope = null) =>
        log.Record([.. SentRecords.ToUpdates(SentFixture.Lanes[0], number, status, envelope)]);

    private EnvelopeStatus Status(string message, SentStatus status) =>
        new(SentFixture.Id(message), SentFixture.Id($"{message} acknowledged"), log.Now, status);

    private SentStatus Status(Effect.Publish publish) =>
        SentRecords.Of(log.Saved.State, SentFixture.Lanes[0], publish, log.Now).Status;

    private static Effect.Publish Publish(string message) =>
        Samples.Publish(
            [1],
            messageId: SentFixture.Id(message),
            acknowledgementId: SentFixture.Id($"{message} acknowledged")
        );
}
