using FsCheck;
using FsCheck.Fluent;

namespace WakuGrains.Tests.Mailboxes;

/// <summary>
/// Any sequence of messages, repeats, acknowledgements and waiting comes to what a list and a set come to, with the mailbox put away
/// between any two turns.
/// </summary>
public sealed class MailboxModelTests
{
    private static readonly TimeSpan Step = MessagingLimits.EnvelopeRetention / 3;

    private enum Kind
    {
        Append,
        Acknowledge,
        Wait,
    }

    [Fact]
    public void A_mailbox_is_a_list_and_a_set_of_what_was_in_it()
    {
        var operation =
            from kind in Gen.Frequency(
                (6, Gen.Constant(Kind.Append)),
                (2, Gen.Constant(Kind.Acknowledge)),
                (1, Gen.Constant(Kind.Wait))
            )
            from pick in Gen.Choose(0, 59)
            from length in Gen.Elements(0, 300, 9_000, 40_000)
            select new Operation(kind, pick, length);
        var property = Prop.ForAll(
            Arb.From(operation.ArrayOf()),
            (Operation[] operations) => new Model().Play(operations)
        );
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), property);
    }

    private readonly record struct Operation(Kind Kind, int Pick, int Length);

    private sealed class Model
    {
        private readonly MailboxFixture mailbox = new();
        private readonly List<(string Text, int Sender, DateTimeOffset ReceivedAt)> all = [];
        private long acknowledged;

        public void Play(Operation[] operations)
        {
            foreach (var operation in operations)
            {
                Play(operation);
                mailbox.Status.ShouldBe(new(all.Count, acknowledged, all.Count - acknowledged));
                mailbox
                    .Read(acknowledged)
                    .ShouldBe(all.Select((each, i) => (i + 1L, each.Text)).Skip((int)acknowledged));
            }
        }

        private void Play(Operation operation)
        {
            switch (operation.Kind)
            {
                case Kind.Append:
                    AppendTwo(operation);
                    break;
                case Kind.Acknowledge:
                    var upTo = all.Count * operation.Pick / 50;
                    acknowledged = Math.Max(acknowledged, Math.Min(upTo, all.Count));
                    mailbox.Acknowledge(upTo).Unacknowledged.ShouldBe(all.Count - acknowledged);
                    break;
                default:
                    mailbox.Now += Step;
                    break;
            }
        }

        private void AppendTwo(Operation operation)
        {
            var before = all.Count;
            var messages = new[] { operation.Pick, operation.Pick + 3 }.Select(number =>
            {
                var (text, sender) = ($"{number / 3}", number % 3);
                if (!IsKnown(text, sender))
                    all.Add((text, sender, mailbox.Now));
                return mailbox.Message(text, sender, operation.Length);
            });
            mailbox.Append([.. messages]).ShouldBe(all.Count > before);
        }

        private bool IsKnown(string text, int sender) =>
            all.Select((each, i) => (each, IsWaiting: i >= acknowledged))
                .Any(known =>
                    (known.each.Text, known.each.Sender) == (text, sender)
                    && (known.IsWaiting || known.each.ReceivedAt >= mailbox.Now - MessagingLimits.EnvelopeRetention)
                );
    }
}
