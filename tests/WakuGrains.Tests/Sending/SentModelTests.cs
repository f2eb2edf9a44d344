using FsCheck;
using FsCheck.Fluent;
using WakuGrains.Engine;
using WakuGrains.Engine.Pages;
using WakuGrains.Sending;
using static WakuGrains.Tests.Sending.SentFixture;

namespace WakuGrains.Tests.Sending;

/// <summary>
/// Any sequence of updates, in any order and told any number of times, comes to what the facts come to; and a log that forgot some
/// of them is the same after it was read again.
/// </summary>
public sealed class SentModelTests
{
    private static readonly TimeSpan Pause = MessagingLimits.IdempotencyRetention / 3;

    private enum Kind
    {
        Accept,
        Publish,
        Deliver,
        Wait,
    }

    [Fact]
    public void A_log_says_what_the_facts_come_to()
    {
        var property = Prop.ForAll(Arb.From(Operations(3).ArrayOf()), Play);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), property);

        static void Play(Operation[] operations)
        {
            var (log, model) = (new SentFixture(), new SentModel());
            foreach (var operation in operations)
            {
                Apply(operation, log, model);
                for (var message = 0; message < 3; message++)
                    Compare($"{message}", log, model);
            }
        }
    }

    [Fact]
    public void What_is_known_is_always_what_the_entries_that_are_left_come_to()
    {
        var layout = SentEntryCodec.Layout with { Pages = 3, OpenLength = 150, PageLength = 400 };
        var property = Prop.ForAll(Arb.From(Operations(12).ArrayOf()), Play);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), property);

        void Play(Operation[] operations)
        {
            var (log, model) = (new SentFixture(), new SentModel());
            log.Saved.StaysActive = true;
            log.Saved.Turn(state => Step.To(state with { Entries = new(layout) }, 0));
            foreach (var operation in operations)
            {
                Apply(operation, log, model);
                var state = log.Saved.State;
                Describe(state.Index).ShouldBe(Describe(SentLogState.Of(Own, state.Entries).Index));
            }
        }
    }

    private static Gen<Operation> Operations(int messages) =>
        from kind in Gen.Frequency(
            (4, Gen.Constant(Kind.Accept)),
            (4, Gen.Constant(Kind.Publish)),
            (3, Gen.Constant(Kind.Deliver)),
            (1, Gen.Constant(Kind.Wait))
        )
        from message in Gen.Choose(0, messages - 1)
        from lane in Gen.Choose(0, Lanes.Length - 1)
        from envelope in Gen.Choose(0, 1)
        select new Operation(kind, $"{message}", lane, envelope);

    private static void Apply(Operation operation, SentFixture log, SentModel model)
    {
        model.Forget(log.Now);
        var (kind, message, lane, envelope) = operation;
        switch (kind)
        {
            case Kind.Accept:
                var at = model.Accept(message, lane, envelope, log.Now);
                log.Record(log.Accepted(message, lane, envelope) with { AcceptedAt = at });
                break;
            case Kind.Publish:
                model.Publish(message, lane, envelope, log.Now);
                log.Record(Published(message, lane, envelope));
                break;
            case Kind.Deliver:
                if (lane < Peers.Length)
                    model.Deliver(message, lane);
                log.Record(Delivered(message, lane));
                break;
            default:
                log.Now += Pause;
                break;
        }
    }

    private static void Compare(string message, SentFixture log, SentModel model)
    {
        model.Forget(log.Now);
        var (found, expected) = (log.Find(message), model.Find(message));
        (found is null).ShouldBe(expected is null);
        if (found is null || expected is not var (recipients, status, at))
            return;
        (found.Status, found.AcceptedAt).ShouldBe((status, at));
        found.Recipients.Select(each => (each.Recipient, each.Status)).ShouldBe(recipients);
    }

    private static string Describe(SentIndex index) =>
        string.Join(
            '\n',
            index
                .Messages.SelectMany(message => message.Value.Select(envelope => $"{message.Key} {envelope}"))
                .Concat(index.Acknowledgements.Select(waiting => $"{waiting.Key} {waiting.Value}"))
                .Order(StringComparer.Ordinal)
        );

    private readonly record struct Operation(Kind Kind, string Message, int Lane, int Envelope);
}
