using WakuGrains.Messages;

namespace WakuGrains.Benchmarks.Pipeline;

/// <summary>Reads every mailbox from the beginning and compares it with what was sent.</summary>
/// <param name="Lost">Messages that are in no mailbox.</param>
/// <param name="Duplicated">Messages beyond the first with the same number.</param>
internal readonly record struct MailboxAudit(long Lost, long Duplicated)
{
    public static async Task<MailboxAudit> TakeAsync(IEnumerable<Direction> directions)
    {
        var total = default(MailboxAudit);
        foreach (var direction in directions)
        {
            var numbers = await ReadAsync(direction);
            var distinct = numbers.ToHashSet();
            total = new(
                total.Lost + Enumerable.Range(1, direction.Sent).Count(number => !distinct.Contains(number)),
                total.Duplicated + numbers.Count - distinct.Count
            );
        }

        return total;
    }

    private static async Task<List<int>> ReadAsync(Direction direction)
    {
        var numbers = new List<int>();
        var after = 0L;
        while (true)
        {
            var page = await direction.Recipient.Mediator.Send(
                new ReadMailbox(direction.Recipient.Key, after, MessagingLimits.MaxReadLimit, TimeSpan.Zero)
            );
            if (page.IsEmpty)
                return numbers;
            numbers.AddRange(page.Select(Direction.NumberOf));
            after = page[^1].Sequence;
        }
    }
}
